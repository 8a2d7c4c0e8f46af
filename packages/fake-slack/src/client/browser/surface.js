/**
 * How to tell an app of a press or a choice: in its Home tab, in the open modal, or in a message.
 * @param {Element} control
 * @returns {{ verb: string, fields: Record<string, string> }}
 */
export const surfaceOf = (control) => {
  const surface = control.closest('[data-surface]')?.dataset
  if (surface?.surface === 'modal') return { verb: 'pressInView', fields: {} }
  if (surface?.surface === 'home') return { verb: 'pressInHome', fields: { target: surface.bot } }
  return { verb: 'press', fields: { ts: control.closest('[data-ts]')?.dataset.ts ?? '' } }
}
