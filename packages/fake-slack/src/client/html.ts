const markup = Symbol('markup')

/** Markup made by `html` alone: text becomes markup only by being escaped, so nothing that a person wrote can become a tag. */
export interface Html {
  readonly [markup]: string
}

/** What may stand in a template: text is escaped, markup is kept, nothing is nothing. */
export type Slot = Html | string | number | null | undefined | false | readonly Slot[]

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? character)

const fill = (slot: Slot): string => {
  if (slot === null || slot === undefined || slot === false) return ''
  if (typeof slot === 'string') return escaped(slot)
  if (typeof slot === 'number') return String(slot)
  if (markup in slot) return slot[markup]
  return slot.map(fill).join('')
}

/** Joins a template to markup and escapes every text in it; attribute values must stand in double quotes. */
export const html = (strings: TemplateStringsArray, ...slots: readonly Slot[]): Html => ({
  [markup]: strings.reduce((joined, string, index) => joined + fill(slots[index - 1]) + string),
})

/** Gives the markup as text, to be sent as `text/html`. */
export const markupOf = (value: Html): string => value[markup]
