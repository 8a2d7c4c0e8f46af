const QUOTE_MARKS = /[\u2018\u2019\u201A\u201B\u2032\u02BC]/g
const DOUBLE_MARKS = /[\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB]/g
const DASHES = /[\u2010-\u2015\u2212]/g

/** One way to write what people and models write differently without meaning it: white space, quotation marks, dashes, an ellipsis. */
export const foldedText = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(QUOTE_MARKS, "'")
    .replaceAll(DOUBLE_MARKS, '"')
    .replaceAll(DASHES, '-')
    .replaceAll('\u2026', '...')
    .replaceAll(/\s+/g, ' ')
    .trim()
