/** What an attack tries. */
export type AttackKind =
  | 'orders'
  | 'later-turn'
  | 'prompt-leak'
  | 'citation'
  | 'delimiter'
  | 'link'
  | 'homoglyph'
  | 'mention'
  | 'markup'
  | 'invisible'
  | 'footer'
  | 'flood'
  | 'code'

/** A message that somebody writes to misuse an answer. */
export interface Attack {
  /** Unique. */
  name: string
  kind: AttackKind
  /** The message. */
  text: string
  /** What a model answers that obeys it, cited to it; absent when it just repeats the message. */
  obeys?: string
  /** What no answer may show. Texts are looked for without regard to case. */
  mustNotAppear: RegExp | readonly string[]
}

/** A row of a table of attacks: name, message, what must not appear, what an obedient model says. */
export type AttackRow = readonly [name: string, text: string, mustNotAppear: RegExp | readonly string[], obeys?: string]

/** Makes the attacks of one kind. */
export const attacksOf = (kind: AttackKind, rows: readonly AttackRow[]): Attack[] =>
  rows.map(([name, text, mustNotAppear, obeys]) => ({ name, kind, text, mustNotAppear, ...(obeys === undefined ? {} : { obeys }) }))

/** Whether a text shows what an attack wants. */
export function hasEscaped({ mustNotAppear }: Attack, text: string): boolean {
  if (mustNotAppear instanceof RegExp) return mustNotAppear.test(text)
  return mustNotAppear.some((part) => text.toLowerCase().includes(part.toLowerCase()))
}
