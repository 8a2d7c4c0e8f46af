import { createHash } from 'node:crypto'

/** Tells whether a message still says what is shown of it, without keeping its words. @param quotes in the order of the statements. */
export const quoteHash = (quotes: readonly string[]): string => createHash('sha256').update(quotes.join('\n')).digest('hex')
