/** Marks that nobody sees: soft hyphen, zero-width space and joiner of words, marks of direction. Joiners inside emoji and words stay. */
const INVISIBLE = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g
const CONTROL = /\p{Cc}/gu

/** Text as it was meant: straight quotes, no invisible marks, one space for any white space and control characters. Never longer. */
export const cleanText = (text: string): string =>
  text
    .replaceAll(/[\u201C\u201D\u201E\u201F\u2033]/g, '"')
    .replaceAll(/[\u2018\u2019\u201A\u201B\u2032]/g, "'")
    .replaceAll(INVISIBLE, '')
    .replaceAll(CONTROL, ' ')
    .replaceAll(/\s+/g, ' ')

/** Mends what is left where filters stood: single spaces, no space before a mark, no mark at the beginning. */
export const tidyText = (text: string): string =>
  outsideQuotes(text.replaceAll(/\s+/g, ' ').trim(), (part) => part.replaceAll(/ ([?!,;:](?= |$)|\.$)/g, '$1'))
    .trim()
    .replace(/^(?:[,;:.](?: |$)\s*)+/, '')
    .trim()

const QUOTED = /("[^"]*"|`[^`]*`)/

/** Rewrites what stands outside of phrases in quotes and code in backticks. */
export const outsideQuotes = (text: string, rewrite: (part: string) => string): string =>
  text
    .split(QUOTED)
    .map((part, at) => (at % 2 === 0 ? rewrite(part) : part))
    .join('')
