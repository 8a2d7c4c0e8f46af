import { offers, type QuestionTerms, stemsOf } from './question-terms.ts'
import { type Segment, segments } from './segments.ts'

/** Longest quote, in characters; a longer sentence is cut at a word. */
const MAX_CHARACTERS = 350
/** A shorter quote takes its neighbour along. */
const SHORT_CHARACTERS = 90
/** A sentence that asks repeats the words of the question, not its answer. */
const ASKING_FACTOR = 0.4
const WANTED_BONUS = 0.15

/** A part of a source's text, verbatim. */
export interface Quote {
  text: string
  /** How much of the question's weight its best sentence holds, 0 to 1; less when that sentence asks. */
  share: number
  /** Its best sentence is a question. */
  asks: boolean
}

interface Scored extends Segment {
  share: number
  score: number
  asks: boolean
}

/** The place of a text that says most about the question; null for a text without a word. */
export function bestQuote(text: string, terms: QuestionTerms): Quote | null {
  const scored = segments(text).map((segment) => scoreOf(text, segment, terms))
  let best = 0
  scored.forEach(({ score }, index) => {
    if (score > (scored[best]?.score ?? 0)) best = index
  })
  const chosen = scored[best]
  if (!chosen) return null
  const { start, end } = grown(scored, best)
  return { text: clipped(text, start, end, terms), share: chosen.share, asks: chosen.asks }
}

function scoreOf(text: string, segment: Segment, terms: QuestionTerms): Scored {
  const part = text.slice(segment.start, segment.end)
  const asks = part.endsWith('?')
  const share = shareOf(new Set(stemsOf(part)), terms) * (asks ? ASKING_FACTOR : 1)
  return { ...segment, asks, share, score: share + (offers(part, terms.wanted) ? WANTED_BONUS : 0) }
}

/** Share of the question's weight that a set of stems holds. */
export function shareOf(stems: ReadonlySet<string>, { weights, mass }: QuestionTerms): number {
  let held = 0
  for (const [term, weight] of weights) if (stems.has(term)) held += weight
  return mass === 0 ? 0 : held / mass
}

/** Takes neighbours along, the better one first, while the quote is short or the neighbour speaks of the question too. */
function grown(scored: readonly Scored[], best: number): Segment {
  let [first, last] = [best, best]
  const span = (from: number, to: number): number => (scored[to]?.end ?? 0) - (scored[from]?.start ?? 0)
  for (;;) {
    const [before, after] = [scored[first - 1], scored[last + 1]]
    const takeAfter = (after?.score ?? -1) >= (before?.score ?? -1)
    const neighbour = takeAfter ? after : before
    const [from, to] = takeAfter ? [first, last + 1] : [first - 1, last]
    if (!neighbour || span(from, to) > MAX_CHARACTERS) break
    if (span(first, last) >= SHORT_CHARACTERS && neighbour.share === 0) break
    ;[first, last] = [from, to]
  }
  return { start: scored[first]?.start ?? 0, end: scored[last]?.end ?? 0 }
}

/** Cuts a long quote at words, around the first word that the question holds. */
function clipped(text: string, start: number, end: number, { weights }: QuestionTerms): string {
  if (end - start <= MAX_CHARACTERS) return text.slice(start, end)
  const words = [...text.slice(start, end).matchAll(/[\p{L}\p{N}]+/gu)]
  const match = words.find(([word]) => stemsOf(word).some((term) => weights.has(term)))?.index ?? 0
  const from = match < MAX_CHARACTERS - 100 ? start : (words.findLast(({ index }) => index <= match - 60)?.index ?? 0) + start
  const rest = text.slice(from, Math.min(end, from + MAX_CHARACTERS))
  if (from + rest.length === end) return rest
  const cut = rest.search(/\s+\S*$/u)
  return cut > 0 ? rest.slice(0, cut) : rest.replace(/[\uD800-\uDBFF]$/, '')
}
