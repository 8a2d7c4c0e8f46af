import { identifierWords, STOP_WORDS } from './analysis.ts'

/** A stretch of a text: UTF-16 offsets, the end excluded. */
export interface Highlight {
  start: number
  end: number
}

const WORD = /[\p{L}\p{N}]+/gu
const MOST = 100
/** Shorter words have no ending. */
const STEM = 4
const LONGEST_ENDING = 6

/** Where words of a query stand in a text, also with another ending: `deploy` in "deployed". Words like "the" count for nothing. By place, at most 100. */
export function highlightsOf(text: string, query: string): Highlight[] {
  const wanted = new Set(identifierWords(query).filter((word) => !STOP_WORDS.has(word)))
  const byStem = Map.groupBy(
    [...wanted].filter((word) => word.length >= STEM),
    (word) => word.slice(0, STEM),
  )
  const found: Highlight[] = []
  for (const match of text.matchAll(WORD)) {
    const word = match[0].toLowerCase()
    const isMeant = wanted.has(word) || byStem.get(word.slice(0, STEM))?.some((one) => isSameButForEnding(one, word))
    if (isMeant) found.push({ start: match.index, end: match.index + match[0].length })
    if (found.length === MOST) break
  }
  return found
}

/** The shorter word may lose its last letter: `ships` and `shipping`. */
function isSameButForEnding(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  const stem = short.slice(0, Math.max(STEM, short.length - 1))
  return long.startsWith(stem) && long.length - stem.length <= LONGEST_ENDING
}
