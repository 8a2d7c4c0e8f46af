import type { Source } from '@backscroll/core'
import { bestQuote, shareOf } from './best-quote.ts'
import { offers, type QuestionTerms, stemsOf } from './question-terms.ts'
import { segments } from './segments.ts'

/** What a reply must come to, or it is not quoted beside the message that it answers. */
const SETTLES_FROM = 0.4
/** Words of whoever solves, explains or decides something. */
const SETTLING = 0.4
/** Somebody else's first words below a question. */
const FIRST_ANSWER = 0.4
const WANTED = 0.3
/** What the words of the question count in a reply: it need not repeat them. */
const OWN_WORDS = 0.5
/** Of two that say as much, the later one. */
const LATER = 0.01

const CUES =
  /\b(fixed|solved|resolved|known (problem|issue|bug)|because|(reason|cause|problem|issue|culprit) (was|is)|turns? out|caused by|rolled? back|rolling back|re-?install|restart|upgrade|use|try|set|run|settings|go(es)? with|we (go|keep|stay|use|take)|decided|agreed|done|final(ly)?|result|instead|default|no longer|from now on|behoben|gelöst|weil|liegt an|erledigt|entschieden)\b/iu

/** Words of whoever reports a problem: what follows is about it, whether or not it asks. */
const TROUBLE =
  /\b(fails?|failed|failing|errors?|crash(es|ed|ing)?|broken|breaks|can(no|['’])t|does(n['’]t| not)|wo(n['’]t| not)|stuck|hangs?|instead of|wrong|missing|too slow|geht nicht|fehler|kaputt)\b/iu

/** A reply quoted beside the message that it answers: part of the reply, verbatim. */
export interface Settled {
  source: Source
  text: string
}

/**
 * Looks below a message for the one that settles it: what a problem was, what was decided, the answer to what was asked. A message that states the
 * problem holds all words of a question, its answer often none.
 * @returns null when nothing below it does.
 */
export function settlingReply(quoted: Source, sources: readonly Source[], terms: QuestionTerms): Settled | null {
  const place = quoted.conversation
  if (!place) return null
  const below = sources
    .filter(({ conversation }) => conversation?.id === place.id && conversation.place > place.place)
    .sort((a, b) => (a.conversation?.place ?? 0) - (b.conversation?.place ?? 0))
  const isOpen = quoted.text.includes('?') || TROUBLE.test(quoted.text)
  const firstByOther = below.find(({ author, text }) => author !== quoted.author && !asks(text))
  let best: { source: Source; score: number } | null = null
  for (const [at, source] of below.entries()) {
    if (asks(source.text)) continue
    const score = worthOf(source.text, terms) + (isOpen && source === firstByOther ? FIRST_ANSWER : 0) + LATER * at
    if (score >= SETTLES_FROM && score > (best?.score ?? 0)) best = { source, score }
  }
  return best && { source: best.source, text: partOf(best.source.text, terms) }
}

const worthOf = (text: string, terms: QuestionTerms): number =>
  (CUES.test(text) ? SETTLING : 0) +
  (terms.wanted !== 'anything' && offers(text, terms.wanted) ? WANTED : 0) +
  OWN_WORDS * shareOf(new Set(stemsOf(text)), terms)

const asks = (text: string): boolean => text.trimEnd().endsWith('?')

/** The part that speaks of the question; else how the reply begins. */
function partOf(text: string, terms: QuestionTerms): string {
  const quote = bestQuote(text, terms)
  if (quote && quote.share > 0) return quote.text
  const [first] = segments(text)
  return quote?.text ?? (first ? text.slice(first.start, first.end) : text)
}
