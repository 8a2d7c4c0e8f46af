import { answerRules, messageTs, type Statement, type TeamId, tsMillis, type UnderstoodQuery } from '@backscroll/core'
import type { Question } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { type Retrieved, retrieve } from '../search/retrieve.ts'
import { clockText } from './compose/date-text.ts'
import { carriedBy, numberedSources } from './compose/number-sources.ts'
import { howSure } from './how-sure.ts'
import type { Found } from './outcome.ts'
import { outdatedBy } from './outdated-by.ts'
import type { Asker } from './read-asker.ts'
import { type SearchTry, searchTries } from './search-windows.ts'
import { writeAnswer } from './write/write-answer.ts'

/** A question that is understood, and who asks it. */
export interface ToAnswer {
  teamId: TeamId
  question: Question
  asker: Asker
  asked: string
  standalone: string | null
  query: UnderstoodQuery
  signal: AbortSignal
  /** Aborts when the person has stopped the answer. */
  stopped: AbortSignal
}

/** Hears of checked statements while the answer is being written. */
export type ShowStatements = (statements: readonly Statement[], sources: Retrieved['sources'], asker: Asker) => void

/**
 * Searches and writes until something is found that is sure enough: first as far back as asked or usual, then further. The surest of what was
 * found counts. Only the first search shows what it writes.
 */
export async function findAnswer(ctx: Context, toAnswer: ToAnswer, show: ShowStatements): Promise<Found> {
  const { asker, query, question } = toAnswer
  let best: Found | null = null
  const { since } = asker.coverage
  const reach = { nowMs: question.createdAtMs, oldestMs: since === null ? null : tsMillis(messageTs(since)) }
  for (const [at, each] of searchTries(query, asker.settings, reach).entries()) {
    const found: Found = await tryOnce(ctx, toAnswer, each, at === 0 ? show : () => {})
    best = best ? surer(best, found) : found
    if (best.state === 'answered') break
  }
  if (!best) throw new Error('a question was not searched for')
  return best
}

async function tryOnce(ctx: Context, toAnswer: ToAnswer, { query, window }: SearchTry, show: ShowStatements): Promise<Found> {
  const { teamId, question, asker, asked, standalone, signal, stopped } = toAnswer
  const { visible, readers, botUserId, settings, timeZone } = asker
  const startedMs = ctx.clock.nowMs()
  const retrieved = await retrieve(ctx, { teamId, query, visible, readers, botUserId, threads: settings.max_sources, signal })
  const sources = retrieved.sources.map((source) => ({ ...source, ...toldOf(source.message, timeZone) }))
  const writingMs = ctx.clock.nowMs()
  const rules = answerRules({
    settings,
    language: null,
    audience: readers.audience ? 'channel' : 'private',
    nowIso: clockText(question.createdAtMs, timeZone),
  })
  const request = { teamId, questionId: question.questionId, question: query.text, sources, settings, rules, signal, stopped }
  const said = await writeAnswer(ctx, request, (statements) => show(statements, retrieved.sources, asker))
  const cited = numberedSources(said.statements, retrieved.sources, settings.max_sources)
  const written = { ...said, statements: carriedBy(said.statements, cited) }
  const superseded = outdatedBy(written, sources)
  const confidence = howSure({ written, retrieved, superseded, nowMs: question.createdAtMs })
  const timings = { searchMs: writingMs - startedMs, answerMs: ctx.clock.nowMs() - writingMs }
  const found = { asker, asked, standalone, query, window, retrieved, written, confidence, superseded, timings } as const
  return { kind: 'found', state: stateOf(found), ...found }
}

/** The surer of two, with the time that both took. */
function surer(earlier: Found, later: Found): Found {
  const isEarlier = earlier.state !== 'nothing_found' && earlier.confidence.score >= later.confidence.score
  return { ...(isEarlier ? earlier : later), timings: added(earlier.timings, later.timings) }
}

/** What a model is told of a message beside its text. */
const toldOf = (message: Retrieved['sources'][number]['message'], timeZone: string) => ({
  author: message.authorName ?? 'an app',
  channel: message.channelName ?? message.channelId,
  postedAt: clockText(message.postedAtMs, timeZone),
})

function stateOf({ written, confidence, asker }: Pick<Found, 'written' | 'confidence' | 'asker'>): Found['state'] {
  if (written.finish === 'refused') return 'refused'
  if (written.statements.length === 0) return 'nothing_found'
  return confidence.score < asker.settings.min_confidence ? 'not_confident' : 'answered'
}

const added = (a: Record<string, number>, b: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.keys(b).map((step) => [step, (a[step] ?? 0) + (b[step] ?? 0)]))
