import { contentStems } from './content-stems.ts'
import { sentencesOf } from './sentences.ts'

/** Longest excerpt, in characters. */
const MAX_EXCERPT = 300
const MAX_TEXT = 8_000
const MAX_SENTENCES = 60

/** Prepares a text for `excerptFor`. @returns a function that gives the sentence with most words of another text, verbatim, cut at a word when it is long. */
export function excerptsOf(text: string): (statement: string) => string {
  const start = text.slice(0, MAX_TEXT)
  const parts = sentencesOf(start)
    .slice(0, MAX_SENTENCES)
    .map(({ start: from, end }) => ({ from, end, stems: new Set(contentStems(start.slice(from, end))) }))
  return (statement) => {
    const wanted = new Set(contentStems(statement))
    let [best, most] = [parts[0], 0]
    for (const part of parts) {
      const shared = [...wanted].filter((stem) => part.stems.has(stem)).length
      if (shared > most) [best, most] = [part, shared]
    }
    return best === undefined ? '' : clipped(start.slice(best.from, best.end))
  }
}

function clipped(sentence: string): string {
  if (sentence.length <= MAX_EXCERPT) return sentence
  const cut = sentence.slice(0, MAX_EXCERPT)
  const space = cut.search(/\s\S*$/u)
  return (space > MAX_EXCERPT / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '').trimEnd()
}
