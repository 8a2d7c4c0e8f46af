import type { TeamId } from '@backscroll/core'
import { type AnswerStatement, answersOf, type NewAnswer, type Question, questionsOf, type StoredMessage } from '@backscroll/db'
import type { RenderedAnswer } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import type { Shown } from '../../answers/deliver/place.ts'
import type { Written } from '../../answers/write/written.ts'
import { quoteHash } from '../../living/quote-hash.ts'

/** Words of messages that are shown, in their order. None: nothing was found. */
export interface Quoted {
  quotes: readonly { message: StoredMessage; text: string }[]
  strategy: 'summary' | 'related'
}

/** What a model wrote of messages, each sentence with the ids of those that say it. */
export interface WrittenFrom {
  written: Written
  sources: readonly { id: string; message: StoredMessage }[]
  strategy: 'summary'
}

/** Sources that are stored with an answer. */
const MAX_SOURCES = 60
/** Slack changes what one person sees for so long. */
const ADDRESS_LIFE_MS = 30 * 60_000

/** Keeps what is shown of messages as any other answer is kept, so that it follows them. */
export function recordAboutMessage(
  ctx: Context,
  { teamId, question, answerId }: { teamId: TeamId; question: Question; answerId: string },
  made: Quoted | WrittenFrom | { reason: string },
) {
  const base = {
    answerId,
    questionId: question.questionId,
    confidence: null,
    coverage: null,
    timings: {},
    ephemeral: true,
  }
  const unsent = { postedChannelId: null, postedTs: null }
  return {
    /** Its sources stand before it is shown: a deletion in between finds it. */
    made: (message: RenderedAnswer) =>
      ctx.db.withTenant(teamId, (tx) => answersOf(tx).save({ ...base, ...unsent, ...partOf(made, message), state: 'pending' })),

    async shown(message: RenderedAnswer, shown: Shown): Promise<void> {
      const { channelId, ts, userId, responseUrl } = shown
      const postedAtMs = ctx.clock.nowMs()
      const address = responseUrl ? { responseUrl, responseUrlUntilMs: question.createdAtMs + ADDRESS_LIFE_MS } : {}
      await ctx.db.withTenant(teamId, async (tx) => {
        const posted = { postedChannelId: ts && channelId, postedTs: ts }
        const saved = await answersOf(tx).save({ ...base, ...posted, ...partOf(made, message) })
        if (saved === 'stale') await ctx.enqueue('answer.revise', { teamId, answerId }, { tx })
        if (ts === null) await answersOf(tx).addPost(answerId, { channelId, ts, userId, ephemeral: true, postedAtMs, ...address })
        await questionsOf(tx).forgetResponseUrl(question.questionId)
      })
    },
  }
}

type Part = Pick<NewAnswer, 'state' | 'reason' | 'text' | 'statements' | 'strategy' | 'model' | 'sources'> &
  Partial<Pick<NewAnswer, 'promptVersion'>>

const QUOTES = { model: 'extractive' } as const

function partOf(made: Quoted | WrittenFrom | { reason: string }, { text }: RenderedAnswer): Part {
  if ('reason' in made) return { ...QUOTES, state: 'failed', reason: made.reason, text, statements: null, strategy: 'none', sources: [] }
  return { text, ...('written' in made ? writtenPart(made) : quotedPart(made)) }
}

/** Whatever the model was given is kept beside what it cited: an answer follows all of it. */
function writtenPart({ written: { statements, model, promptVersion }, sources, strategy }: WrittenFrom): Omit<Part, 'text'> {
  const cited = new Set(statements.flatMap(({ sourceIds }) => sourceIds))
  const ordered = [...sources.filter(({ id }) => cited.has(id)), ...sources.filter(({ id }) => !cited.has(id))].slice(0, MAX_SOURCES)
  const ordinals = new Map(ordered.map(({ id }, at) => [id, at + 1]))
  const saidBy = (id: string) =>
    statements.flatMap(({ quotes }) => quotes.filter(({ sourceId }) => sourceId === id).map(({ text }) => text))
  return {
    state: 'answered',
    reason: null,
    statements: statements.map(({ text, sourceIds }) => ({ text, ordinals: sourceIds.flatMap((id) => ordinals.get(id) ?? []) })),
    strategy,
    model,
    promptVersion,
    sources: ordered.map(({ id, message: { channelId, ts, version } }, at) => ({
      ordinal: at + 1,
      channelId,
      ts,
      version,
      quoteHash: cited.has(id) ? quoteHash(saidBy(id)) : null,
      role: cited.has(id) ? 'cited' : 'read',
      score: null,
    })),
  }
}

function quotedPart(made: Quoted): Omit<Part, 'text'> {
  const messages = [...new Map(made.quotes.map(({ message }) => [idOf(message), message])).values()]
  const ordinals = new Map(messages.map((message, at) => [idOf(message), at + 1]))
  const saidBy = (message: StoredMessage) => made.quotes.filter((quote) => idOf(quote.message) === idOf(message)).map((quote) => quote.text)
  return {
    ...QUOTES,
    state: messages.length > 0 ? 'answered' : 'nothing_found',
    reason: messages.length > 0 ? null : 'no_evidence',
    statements: made.quotes.map((quote): AnswerStatement => ({ text: quote.text, ordinals: [ordinals.get(idOf(quote.message)) ?? 0] })),
    strategy: made.strategy,
    sources: messages.map((message, at) => ({
      ordinal: at + 1,
      channelId: message.channelId,
      ts: message.ts,
      version: message.version,
      quoteHash: quoteHash(saidBy(message)),
      role: 'cited',
      score: null,
    })),
  }
}

const idOf = ({ channelId, ts }: StoredMessage): string => `${channelId}:${ts}`
