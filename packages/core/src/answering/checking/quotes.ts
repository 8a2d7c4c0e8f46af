import { foldedText } from '../text/folded-text.ts'

/** Pairs of quotation marks, each read only up to its own closing mark within one sentence. */
const QUOTED =
  /"([^"\n]{1,2000})"|\u201C([^\u201D\n]{1,2000})\u201D|\u201E([^\u201C\u201D\n]{1,2000})[\u201C\u201D]|\u00AB([^\u00BB\n]{1,2000})\u00BB|\u300C([^\u300D\n]{1,2000})\u300D|\u300E([^\u300F\n]{1,2000})\u300F|(?<![\p{L}\p{N}])['\u2018\u201A]((?=\S)[^'\u2018\u2019\n]{3,500}\s[^'\u2018\u2019\n]{1,500}(?<=\S))['\u2019](?![\p{L}\p{N}])/gu

/** What a sentence puts in quotation marks, without the marks. Single marks count around several words only: they are apostrophes, too. */
export const quotesIn = (sentence: string): string[] =>
  [...sentence.matchAll(QUOTED)]
    .map((match) => match.slice(1).find((group) => group !== undefined) ?? '')
    .filter((quote) => /[\p{L}\p{N}]/u.test(quote))

/**
 * Whether a text holds a quote word for word. White space, kinds of quotation marks and dashes do not count; a mark at the end that belongs to
 * the quoting sentence, and dots that leave something out, do not either. Whole words only.
 */
export function holdsQuote(folded: string, quote: string): boolean {
  const parts = foldedText(quote)
    .split(/\s?\[?\.\.\.\]?\s?/)
    .map((part) => part.replace(/^[\s,;:]+|[\s,.;:!?]+$/g, ''))
    .filter((part) => part !== '')
  let from = 0
  for (const part of parts) {
    const found = placeOf(folded, part, from)
    if (found < 0) return false
    from = found + part.length
  }
  return parts.length > 0
}

function placeOf(folded: string, part: string, from: number): number {
  for (let at = folded.indexOf(part, from); at >= 0; at = folded.indexOf(part, at + 1)) {
    if (isEdge(folded, at, part.at(0)) && isEdge(folded, at + part.length, part.at(-1))) return at
  }
  return -1
}

const WORDY = /[\p{L}\p{N}]/u
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u

/** A word of the quote must not begin or end inside of a word of the text. */
function isEdge(text: string, at: number, own: string | undefined): boolean {
  const [before, after] = [text[at - 1] ?? ' ', text[at] ?? ' ']
  return own === undefined || !WORDY.test(own) || UNSPACED.test(own) || !(WORDY.test(before) && WORDY.test(after))
}
