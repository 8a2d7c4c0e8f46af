/** A filter as it was written: `key:value`. */
export interface WrittenFilter {
  /** Lower case. */
  key: string
  /** Whether a minus stands before it. */
  isExcluded: boolean
  /** What follows the colon, to the end of the text or the bound of what a value may be. */
  rest: string
}

/** What became of a filter: how many characters of `rest` belong to it, or null when it is none and stays. */
export type TakeFilter = (filter: WrittenFilter) => number | null

const KEY = /"[^"]*"|`[^`]*`|(?<![\p{L}\p{N}_./:@#|-])(-?)(in|channel|from|author|date|before|after|during|since|until|source|has|is):/giu
const MAX_VALUE = 200

/** Walks over the filters of a text once, from left to right, and takes out those that are taken. What is quoted is no filter. */
export function takeFilters(typed: string, take: TakeFilter): string {
  let kept = ''
  let end = 0
  const key = new RegExp(KEY)
  for (let found = key.exec(typed); found; found = key.exec(typed)) {
    if (found[2] === undefined) continue
    const at = key.lastIndex
    const taken = take({ key: found[2].toLowerCase(), isExcluded: found[1] === '-', rest: typed.slice(at, at + MAX_VALUE) })
    if (taken === null) continue
    kept += `${typed.slice(end, found.index)} `
    end = at + taken
    key.lastIndex = end
  }
  return kept + typed.slice(end)
}

/** The value at the beginning of `rest`: an entity, a quoted text, or a word without the marks behind it. Null when there is none. */
export function valueAt(rest: string): { value: string; length: number } | null {
  const [whole, entity, quoted] = /^(?:\s*(<[#@][^<>\n]*>|(?=[#@])[^\s"<>]+)|<(?:mailto:)?[^<>\n]*>|"([^"]*)"|[^\s"<>]+)/i.exec(rest) ?? []
  if (whole === undefined) return null
  if (quoted !== undefined) return { value: quoted.trim(), length: whole.length }
  const value = (entity ?? whole).replace(/[,;:.!?)\]]+$/, '')
  return value === '' ? null : { value, length: whole.length - ((entity ?? whole).length - value.length) }
}
