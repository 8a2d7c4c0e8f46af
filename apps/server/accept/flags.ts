/** The value of `--name N` among the arguments of a suite. @throws Error for anything but a whole number from 1. */
export function wholeNumber(flags: readonly string[], name: string, otherwise: number): number {
  const at = flags.indexOf(`--${name}`)
  const given = at < 0 ? otherwise : Number(flags[at + 1])
  if (!Number.isSafeInteger(given) || given < 1) throw new Error(`--${name} takes a whole number from 1`)
  return given
}
