/** A part of a message, word for word as it is stored: untrusted, and neutral only through `neutralQuote`. */
export interface StatementQuote {
  sourceId: string
  text: string
}

/** A sentence that holds, in neutral plain text: one line, but for a block of code. A list item begins with `• ` or its number and a stop. */
export interface Statement {
  text: string
  /** Offered sources that carry it, in the order in which they were cited, each once, one at least. */
  sourceIds: readonly string[]
  /** What each source says about it; in an extractive answer the quote itself. A source without words has none. */
  quotes: readonly StatementQuote[]
}

/** Why a sentence was left out. */
export type DropReason =
  /** No source was cited for it, or none that was offered. */
  | 'uncited'
  | 'quote'
  | 'link'
  | 'number'
  | 'date'
  | 'identifier'
  | 'name'
  /** Hardly a word of it is in its sources. */
  | 'unsupported'
  /** It gives orders to a model, or recites its rules. */
  | 'instruction'
  /** A list of sources, a confidence, a footer, markup. */
  | 'stray'
  | 'repeated'
  | 'long'
  /** The answer broke off in it. */
  | 'cut'
