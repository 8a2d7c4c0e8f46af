import { createHash } from 'node:crypto'
import { type RankingDetails, type Statement, unreachable } from '@backscroll/core'
import { type AnswerStatement, answersOf, type NewAnswer, questionsOf, type StoredMessage } from '@backscroll/db'
import { type RenderedAnswer, retryHelps } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { readSettings } from '../settings/read-settings.ts'
import type { Answering } from './answering.ts'
import { CLOSEST } from './compose/compose-found.ts'
import { numberedSources } from './compose/number-sources.ts'
import type { Shown } from './deliver/place.ts'
import { samplesOf } from './find-experts.ts'
import type { ExpertsFound, Found, Outcome } from './outcome.ts'
import { storedRanking } from './stored-ranking.ts'

/** Sources that are stored with an answer: everything cited, and what was read beside it. */
const MAX_SOURCES = 60
/** Slack changes what one person sees for so long. */
const ADDRESS_LIFE_MS = 30 * 60_000

/** What is kept of an answer, before anything of it is shown, before all of it is, and after. */
export const recordAnswer = {
  async begun(ctx: Context, { teamId, question, answerId }: Answering): Promise<void> {
    const { questionId } = question
    const empty = { reason: null, text: null, confidence: null, coverage: null, strategy: null, timings: {}, sources: [] }
    const unsent = { postedChannelId: null, postedTs: null, ephemeral: isPrivate(question) }
    await ctx.db.withTenant(teamId, (tx) => answersOf(tx).save({ answerId, questionId, state: 'pending', ...empty, ...unsent }))
  },

  /** Its sources stand before it is shown: a deletion in between finds it. @returns `stale` when one has changed already. */
  async made(ctx: Context, answering: Answering, outcome: Outcome, message: RenderedAnswer): Promise<'saved' | 'stale' | 'retracted'> {
    const record = recordOf(answering, outcome, message)
    const unsent = { postedChannelId: null, postedTs: null }
    return ctx.db.withTenant(answering.teamId, (tx) => answersOf(tx).save({ ...record, ...unsent, state: 'pending' }))
  },

  /** @param shown null where it is shown to the asker outside of Slack. @returns the state that it is stored in. */
  async shown(
    ctx: Context,
    answering: Answering,
    outcome: Outcome,
    message: RenderedAnswer,
    shown: Shown | null,
  ): Promise<NewAnswer['state']> {
    const { teamId, question, answerId, startedMs } = answering
    const nowMs = ctx.clock.nowMs()
    const record = recordOf(answering, outcome, message)
    const timings = { ...(record.timings as object), totalMs: nowMs - startedMs }
    await ctx.db.withTenant(teamId, async (tx) => {
      const saved = await answersOf(tx).save({
        ...record,
        timings,
        postedChannelId: shown?.ts ? shown.channelId : null,
        postedTs: shown?.ts ?? null,
      })
      // a message changed while the answer was made from it: what is shown follows at once
      if (saved === 'stale') await ctx.enqueue('answer.revise', { teamId, answerId }, { tx })
      if (shown && shown.ts === null) await answersOf(tx).addPost(answerId, unseenPost(shown, question, nowMs))
      await questionsOf(tx).forgetResponseUrl(question.questionId)
      // a question that may be tried again keeps its words
      const isOver = outcome.kind !== 'failed' || !retryHelps(outcome.reason)
      if (isOver && !(await readSettings(tx)).log_question_text)
        await questionsOf(tx).forgetText(question.questionId, createHash('sha256').update(question.text).digest('hex'))
    })
    return record.state
  },
}

/** What one person sees of Slack's has no ts; it can be changed at its address, for a while. */
const unseenPost = ({ channelId, userId, responseUrl }: Shown, { createdAtMs }: Answering['question'], postedAtMs: number) => ({
  channelId,
  ts: null,
  userId,
  ephemeral: true,
  postedAtMs,
  ...(responseUrl ? { responseUrl, responseUrlUntilMs: createdAtMs + ADDRESS_LIFE_MS } : {}),
})

const isPrivate = ({ audience }: Answering['question']): boolean => audience === 'private'

type Record = Omit<NewAnswer, 'postedChannelId' | 'postedTs'>

function recordOf({ question, answerId }: Answering, outcome: Outcome, { text }: RenderedAnswer): Record {
  const ids = { answerId, questionId: question.questionId, ephemeral: question.surface === 'command' || question.surface === 'shortcut' }
  switch (outcome.kind) {
    case 'found':
      return { ...ids, text, ...foundRecord(outcome) }
    case 'experts':
      return { ...ids, text, ...expertsRecord(outcome) }
    case 'help':
    case 'greeting':
      return { ...ids, text, ...nothing, state: 'failed', reason: 'help' }
    case 'failed':
      return { ...ids, text, ...nothing, state: 'failed', reason: outcome.reason }
    default:
      return unreachable(outcome)
  }
}

const nothing = { confidence: 0, coverage: null, strategy: 'none', timings: {}, sources: [] }

function foundRecord(found: Found): Omit<Record, 'answerId' | 'questionId' | 'ephemeral' | 'text'> {
  const { written, retrieved, confidence, asker, state } = found
  const isSaid = state === 'answered'
  const cited = isSaid ? numberedSources(written.statements, retrieved.sources, asker.settings.max_sources) : []
  const ordinals = new Map(cited.map(({ id }, at) => [id, at + 1]))
  const beside = retrieved.sources.filter(({ id }) => !ordinals.has(id)).slice(0, MAX_SOURCES - cited.length)
  return {
    state,
    reason: reasonOf(found),
    statements: isSaid ? written.statements.map((statement) => storedStatement(statement, written.style, ordinals)) : null,
    confidence: confidence.score,
    confidenceParts: confidence.parts,
    coverage: asker.coverage,
    strategy: strategyOf(found),
    model: written.model,
    promptVersion: written.promptVersion,
    timings: { ...found.timings, ...(written.firstTextMs === null ? {} : { firstTextMs: written.firstTextMs }) },
    sources: [
      ...cited.map((source, at) => ({
        ...place(source, at + 1),
        role: 'cited',
        quoteHash: hashOf(quotesOf(source.id, written.statements)),
      })),
      ...beside.map((source, at) => ({ ...place(source, cited.length + at + 1), role: roleOf(found, at), quoteHash: null })),
    ],
  }
}

function expertsRecord(found: ExpertsFound): Omit<Record, 'answerId' | 'questionId' | 'ephemeral' | 'text'> {
  const samples = samplesOf(found)
  return {
    ...nothing,
    state: samples.length > 0 ? 'answered' : 'nothing_found',
    reason: samples.length > 0 ? null : 'no_evidence',
    statements: samples.map(({ text }, at) => ({ text, ordinals: [at + 1] })),
    coverage: found.asker.coverage,
    strategy: 'experts',
    model: 'extractive',
    timings: found.timings,
    sources: samples.map((message, at) => ({ ...place({ message, score: null }, at + 1), role: 'cited', quoteHash: hashOf(message.text) })),
  }
}

/** A model has read all that it was given; where nothing is claimed the closest messages are shown. */
function roleOf({ state, written: { style } }: Found, at: number): 'read' | 'retrieved' {
  const isRead = (state === 'answered' && style === 'written') || (state === 'not_confident' && at < CLOSEST)
  return isRead ? 'read' : 'retrieved'
}

/** Of a quote the words as they stand in the message, so that it can be looked for there again. */
const storedStatement = ({ text, quotes, sourceIds }: Statement, style: 'extractive' | 'written', ordinals: ReadonlyMap<string, number>) =>
  ({
    text: style === 'extractive' ? (quotes[0]?.text ?? text) : text,
    ordinals: sourceIds.flatMap((id) => ordinals.get(id) ?? []),
  }) satisfies AnswerStatement

interface Placed {
  message: StoredMessage
  score: number | null
  ranking?: RankingDetails | null
}

const place = ({ message: { channelId, ts, version }, score, ranking = null }: Placed, ordinal: number) => ({
  ordinal,
  channelId,
  ts,
  version,
  score,
  ...(ranking ? { ranking: storedRanking(ranking) } : {}),
})

const quotesOf = (id: string, statements: readonly Statement[]): string =>
  statements.flatMap(({ quotes }) => quotes.filter(({ sourceId }) => sourceId === id).map(({ text }) => text)).join('\n')

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

function reasonOf({ state, written, asker }: Found): string | null {
  if (state === 'answered') return written.degraded ?? (written.finish === 'cut' ? 'cut' : null)
  if (state === 'not_confident') return 'not_confident'
  return asker.coverage.reading > 0 ? 'indexing' : 'no_evidence'
}

function strategyOf({ retrieved: { searched, plan } }: Found): string {
  switch (searched) {
    case 'index':
      return plan.method
    case 'words':
    case 'unembedded':
      return 'keywords'
    case 'texts':
      return 'postgres_text'
    default:
      return unreachable(searched)
  }
}
