import { identifierWords, STOP_WORDS } from './analysis.ts'

/** A stretch of a text: UTF-16 offsets, the end excluded. */
export interface Highlight {
  start: number
  end: number
}

const WORD = /[\p{L}\p{N}]+/gu
const MOST = 100

/** Where words of a query stand in a text, also with another ending: `deploy` in "deployed". Words like "the" count for nothing. By place, at most 100. */
export function highlightsOf(text: string, query: string): Highlight[] {
  const wanted = identifierWords(query).filter((word) => !STOP_WORDS.has(word))
  const whole = new Set(wanted)
  const beginnings = new Set(wanted.filter((word) => word.length > 4).map(beginning))
  const found: Highlight[] = []
  for (const match of text.matchAll(WORD)) {
    const word = match[0].toLowerCase()
    if (whole.has(word) || (word.length > 4 && beginnings.has(beginning(word))))
      found.push({ start: match.index, end: match.index + match[0].length })
    if (found.length === MOST) break
  }
  return found
}

const beginning = (word: string): string => word.slice(0, Math.max(4, word.length - 3)).slice(0, 6)
