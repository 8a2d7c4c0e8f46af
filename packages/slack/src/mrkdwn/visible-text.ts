/**
 * Marks that nobody sees and that can hide or turn around what stands beside them: soft hyphen, zero-width space, joiners of words, marks
 * and overrides of direction, annotations, tags. The joiners inside of emoji and of words in some scripts stay.
 */
const INVISIBLE = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu

/** Untrusted text as it is shown: well-formed, line breaks as such, no control characters and nothing invisible. */
export const visibleText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replaceAll(/(?!\n)\p{Cc}/gu, ' ')
    .replaceAll(INVISIBLE, '')

/** The same on one line, without white space around it. */
export const visibleLine = (text: string): string => visibleText(text).replaceAll(/\s+/g, ' ').trim()
