import { sentenceCutter } from '../text/sentences.ts'
import type { Tally } from './check-report.ts'
import { citationSpan } from './citation-span.ts'
import { strayLine } from './stray-line.ts'

/** A sentence that has ended, with the offered sources that were cited for it so far. */
export interface CitedSentence {
  raw: string
  start: number
  end: number
  /** It belongs to no answer: a list of sources, a confidence, a footer. */
  isStray: boolean
  /** False for the last one of an answer when nothing ends it. */
  isWhole: boolean
  /** Set by whoever has shown it or left it out: what is cited for it afterwards comes too late. */
  isDecided: boolean
  sourceIds: Set<string>
}

/** Brings text and citations of a stream together. */
export interface CitedSentences {
  add: (text: string) => void
  cite: (citation: { start: number; end: number; text: string; sourceIds: readonly string[] }) => void
  end: () => void
  /** In order; later citations are added to them. */
  all: readonly CitedSentence[]
  /** Whether something was cited behind the sentences that have ended. */
  isCitedBeyond: () => boolean
}

type Placed = { start: number; end: number; sourceIds: readonly string[] }

const MAX_ANSWER = 20_000
const MAX_CITATIONS = 500
const LISTED = /^\s*(?:[-*\u2022+]|\d{1,3}[.)]|\[|<|https?:|\u3010|#)/

/** @param isOffered tells the ids of the sources that were given to the model; others are counted and dropped. */
export function citedSentences(isOffered: (sourceId: string) => boolean, counts: Tally): CitedSentences {
  const cutter = sentenceCutter()
  const all: CitedSentence[] = []
  let waiting: Placed[] = []
  let citations = 0
  let isListing = false

  const attach = ({ sourceIds }: Placed, sentence: CitedSentence): void => {
    if (sentence.isDecided) counts.cite('late')
    else for (const id of sourceIds) sentence.sourceIds.add(id)
  }

  const append = ({ start, end }: { start: number; end: number }, isWhole: boolean): void => {
    const raw = cutter.text().slice(start, end)
    const kind = strayLine(raw)
    isListing = kind === 'sources' || (isListing && LISTED.test(raw))
    const sentence = { raw, start, end, isStray: kind !== null || isListing, isWhole, isDecided: false, sourceIds: new Set<string>() }
    all.push(sentence)
    for (const placed of waiting) if (placed.start < end && placed.end > start) attach(placed, sentence)
    waiting = waiting.filter((placed) => placed.end > end)
  }

  /** Words go to every sentence they stand in, and wait for the one that is being written; a place without words belongs to the sentence before it. */
  const place = (span: { start: number; end: number }, sourceIds: readonly string[]): void => {
    const text = cutter.text()
    const { start, end } = wordsWithin(text, span) ?? lastWordBefore(text, span.start)
    for (let at = all.length - 1; at >= 0; at -= 1) {
      const sentence = all[at]
      if (!sentence || sentence.end <= start) break
      if (sentence.start < end) attach({ start, end, sourceIds }, sentence)
    }
    if (end > (all.at(-1)?.end ?? 0)) waiting.push({ start, end, sourceIds })
  }

  return {
    all,
    add(text) {
      for (const sentence of cutter.add(text.slice(0, MAX_ANSWER - cutter.text().length))) append(sentence, true)
    },
    cite(citation) {
      citations += 1
      const sourceIds = citation.sourceIds.filter(isOffered)
      if (sourceIds.length < citation.sourceIds.length) counts.cite('unknownSource')
      if (sourceIds.length === 0 || citations > MAX_CITATIONS) return
      const span = citationSpan(cutter.text(), citation)
      if (!span) return counts.cite('unplaced')
      counts.cite(span.kind)
      place(span.kind === 'sentence' ? { start: span.start, end: span.start + 1 } : span, sourceIds)
    },
    end() {
      for (const { isWhole, ...sentence } of cutter.end()) append(sentence, isWhole)
    },
    isCitedBeyond: () => waiting.length > 0,
  }
}

const FIRST_WORD = /[\p{L}\p{N}]/u
const LAST_WORD = /[\p{L}\p{N}](?=[^\p{L}\p{N}]*$)/u

function wordsWithin(text: string, { start, end }: { start: number; end: number }): { start: number; end: number } | null {
  const part = text.slice(start, end)
  const first = part.search(FIRST_WORD)
  return first < 0 ? null : { start: start + first, end: start + part.search(LAST_WORD) + 1 }
}

function lastWordBefore(text: string, place: number): { start: number; end: number } {
  const from = Math.max(0, place - 200)
  const last = text.slice(from, place).search(LAST_WORD)
  return last < 0 ? { start: place, end: place + 1 } : { start: from + last, end: from + last + 1 }
}
