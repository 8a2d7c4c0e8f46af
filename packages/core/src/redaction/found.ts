/** What is taken out of a text. */
export type RedactedKind = 'email' | 'phone' | 'card' | 'secret'

/** Where something stands that is taken out, in UTF-16 units; the end is behind it. */
export interface Found {
  kind: RedactedKind
  start: number
  end: number
}
