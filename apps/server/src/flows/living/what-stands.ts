import { answerChecker, holdsPlaceholder, redacted, redactedSource, type Source, type Statement, unredactedPart } from '@backscroll/core'
import type { AnswerStatement } from '@backscroll/db'
import { quoteHash } from './quote-hash.ts'

/** Why something was taken out of an answer. */
export type Cause = 'source_removed' | 'source_changed' | 'channel_removed'

/** A message behind an answer, and what has become of it. */
export interface SourceNow {
  ordinal: number
  /** `cited` is shown, `read` was known to the model. */
  role: string
  quoteHash: string | null
  state: 'as-read' | 'edited' | 'deleted' | 'no-channel'
  /** As it is now; without text when it is gone. */
  source: Source
}

/** An answer as it was given. */
export interface GivenAnswer {
  style: 'extractive' | 'written'
  question: string
  statements: readonly AnswerStatement[]
  sources: readonly SourceNow[]
}

/** What of it still holds. */
export interface Standing {
  statements: AnswerStatement[]
  /** What may be shown of each source that carries something; empty where the words that were shown are no more. */
  quotes: Map<number, string>
  removedOrdinals: number[]
  /** Null: nothing that is shown has to change. */
  cause: Cause | null
}

/**
 * Judges an answer by its messages as they are now. A statement stands when those that are left carry it: quotes word for word, and what a
 * model wrote by the same check that it passed when it was written. What nothing has happened to is not judged again. Pure.
 */
export function whatStands(given: GivenAnswer): Standing {
  const judged = given.statements.map((statement) => ({ statement, carriers: carriersOf(given, statement) }))
  const standing = judged.filter(({ carriers }) => carriers.length > 0)
  const statements = standing.map(({ statement: { text }, carriers }) => ({ text, ordinals: carriers.map(({ ordinal }) => ordinal) }))
  const carrying = new Set(standing.flatMap(({ carriers }) => carriers))
  const said = standing.flatMap(({ statement, carriers }) => checked(given, statement.text, carriers))
  const quotes = new Map<number, string>()
  const outdated = new Set<SourceNow>()
  for (const each of carrying) {
    const words = said.flatMap((statement) => statement.quotes.filter(({ sourceId }) => sourceId === each.source.id))
    const isAsShown = each.state === 'as-read' || quoteHash(words.map(({ text }) => text)) === each.quoteHash
    quotes.set(each.ordinal, isAsShown ? (words[0]?.text ?? each.source.text) : '')
    // a quote that stands is as it was shown, whatever else the message says now
    if (!isAsShown && given.style === 'written') outdated.add(each)
  }
  const isRemoved = (each: SourceNow) => isGone(each) || (each.state === 'edited' && each.role === 'cited' && !carrying.has(each))
  const removed = given.sources.filter(isRemoved)
  const lost = given.sources.filter((each) => each.role === 'cited' && (isRemoved(each) || outdated.has(each)))
  const isLess = judged.some(({ statement, carriers }) => carriers.length < Math.max(1, statement.ordinals.length))
  return {
    statements,
    quotes,
    removedOrdinals: removed.map(({ ordinal }) => ordinal),
    cause: causeOf(lost) ?? (isLess ? 'source_changed' : null),
  }
}

/** Of messages that were shown without a claim, those that are as they were shown. */
export function closestLeft(sources: readonly SourceNow[]): Standing {
  const lost = sources.filter(({ state }) => state !== 'as-read')
  return {
    statements: [],
    quotes: new Map(sources.filter(({ state }) => state === 'as-read').map(({ ordinal, source }) => [ordinal, source.text])),
    removedOrdinals: lost.map(({ ordinal }) => ordinal),
    cause: causeOf(lost),
  }
}

/** The most final of what happened to these sources; null without any. */
function causeOf(lost: readonly Pick<SourceNow, 'state'>[]): Cause | null {
  const states = new Set(lost.map(({ state }) => state))
  if (states.has('no-channel')) return 'channel_removed'
  if (states.has('deleted')) return 'source_removed'
  return states.has('edited') ? 'source_changed' : null
}

/** Whether nobody can read the message any more. */
const isGone = ({ state }: Pick<SourceNow, 'state'>): boolean => state === 'deleted' || state === 'no-channel'

/** The sources that carry a statement now: those that are as they were, of the edited ones each that does so alone, or all of them together. */
function carriersOf(given: GivenAnswer, { text, ordinals }: AnswerStatement): SourceNow[] {
  const wanted = new Set(ordinals)
  const cited = given.sources.filter(({ ordinal }) => wanted.has(ordinal))
  const steady = cited.filter(({ state }) => state === 'as-read')
  if (steady.length === wanted.size) return cited
  const holds = (carriers: readonly SourceNow[]) => checked(given, text, carriers).length > 0
  const alone = cited.filter((each) => each.state === 'edited' && holds([each]))
  const few = [...(holds(steady) ? steady : []), ...alone]
  if (few.length > 0) return cited.filter((each) => few.includes(each))
  const live = cited.filter((each) => !isGone(each))
  return holds(live) ? live : []
}

/**
 * A statement as it passes the check against these sources; nothing when a part of it does not, or a quote does not stand in each of them. What a
 * model wrote from texts without addresses, numbers and keys is checked against the like of them.
 */
function checked(given: GivenAnswer, text: string, carriers: readonly SourceNow[]): Statement[] {
  if (carriers.length === 0) return []
  const sources = carriers.map(({ source }) => source)
  const asWritten = checkedBy(given, text, sources)
  if (asWritten.length > 0 || given.style === 'extractive' || !holdsPlaceholder(text)) return asWritten
  const texts = new Map(sources.map((source) => [source.id, source.text]))
  return checkedBy({ ...given, question: redacted(given.question) }, text, sources.map(redactedSource)).map((statement) => ({
    ...statement,
    quotes: statement.quotes.map((quote) => ({ ...quote, text: unredactedPart(texts.get(quote.sourceId) ?? '', quote.text) })),
  }))
}

function checkedBy({ style, question }: Pick<GivenAnswer, 'style' | 'question'>, text: string, sources: readonly Source[]): Statement[] {
  const sourceIds = sources.map(({ id }) => id)
  const checker = answerChecker({ style, question, sources })
  const shown = [
    ...checker.push({ kind: 'text', text }),
    ...checker.push({ kind: 'citation', start: 0, end: text.length, text, sourceIds }),
    ...checker.push({ kind: 'done', finish: 'complete', coverage: null }),
    ...checker.end(),
  ]
  const { kept, sentences } = checker.report()
  const isWhole = kept === sentences && shown.every((statement) => style === 'written' || statement.sourceIds.length === sourceIds.length)
  return isWhole ? shown : []
}
