import type { ChannelId, MessageTs, RankingDetails, Source } from '@backscroll/core'
import { messagesOf, questionsOf, type StoredMessage } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { visibleChannels } from '../channels/visible-channels.ts'
import { type Ranked, type RankRequest, rankPassages } from './rank-passages.ts'
import type { RankedPassage } from './ranked-passage.ts'

/** What a search offers to an answerer: messages the asker may read, best first, with what stands around them. */
export interface Retrieved extends Pick<Ranked, 'searched' | 'reranked' | 'plan'> {
  sources: (Source & { message: StoredMessage; ranking: RankingDetails | null })[]
  /** Milliseconds spent in the search index, in Postgres and at the reranker. */
  searchMs: number
}

export interface RetrieveRequest extends RankRequest {
  /** The app's own user. A message that begins by addressing it asks something: it is no source for an answer, least of all its own. */
  botUserId?: string
  /** Threads that are read at most; default 10. */
  threads?: number
}

const THREADS = 10
/** A thread is offered up to this many messages; a longer one around its hits. */
const THREAD_MESSAGES = 40

/** The best threads of a search, for an answer: every message of a thread is offered, the others as context. Rights are checked again. */
export async function retrieve(ctx: Context, request: RetrieveRequest): Promise<Retrieved> {
  const started = ctx.clock.nowMs()
  const { passages, searched, reranked, plan } = await rankPassages(ctx, request)
  const threads = bestThreads(pastedThreads(request), passages).slice(0, request.threads ?? THREADS)
  const messages = await ctx.db.withTenant(request.teamId, async (tx) => {
    const members = await messagesOf(tx).threads(threads.map(({ channelId, threadTs }) => ({ channelId, ts: threadTs })))
    const readable = await messagesOf(tx).readable(nearHits(members, threads), await visibleChannels(tx, request.readers))
    return { all: readable, asked: await questionsOf(tx).askedAmong(readable.map(idOf)) }
  })
  const sources = threads
    .flatMap((thread) => sourcesOf(thread, messages.all, request))
    // what was asked of the app is no answer, least of all to itself
    .filter(({ id }) => !messages.asked.has(id))
  return { sources: sources.sort((a, b) => b.score - a.score), searched, reranked, plan, searchMs: ctx.clock.nowMs() - started }
}

interface ThreadHit {
  channelId: ChannelId
  threadTs: MessageTs
  /** Of its best passage. */
  score: number
  /** Own scores of messages that were hit themselves. */
  own: Map<string, number>
  /** How messages that were hit were found, by their ts; of the others what was found of their thread first. */
  details: Map<string, RankingDetails>
  first: RankingDetails | null
}

const idOf = ({ channelId, ts }: { channelId: ChannelId; ts: MessageTs }): string => `${channelId}:${ts}`

/** The threads of permalinks in the question: what it is about, so they come first. Whether the asker may read them is seen to with the others. */
const pastedThreads = ({ query }: RetrieveRequest): ThreadHit[] =>
  query.permalinks.map(({ channelId, ts, threadTs }) => ({
    channelId,
    threadTs,
    score: 1,
    own: new Map([[ts, 1]]),
    details: new Map(),
    first: null,
  }))

/** @param passages best thread first. */
function bestThreads(pasted: readonly ThreadHit[], passages: readonly RankedPassage[]): ThreadHit[] {
  const threads = new Map(pasted.map((thread) => [`${thread.channelId}:${thread.threadTs}`, thread]))
  for (const { hit, score, details } of passages) {
    const key = `${hit.channelId}:${hit.threadTs}`
    const thread = threads.get(key) ?? {
      channelId: hit.channelId,
      threadTs: hit.threadTs,
      score: 0,
      own: new Map(),
      details: new Map(),
      first: details,
    }
    thread.score = Math.max(thread.score, score)
    if (hit.kind === 'message') {
      thread.own.set(hit.ts, Math.max(thread.own.get(hit.ts) ?? 0, score))
      if (!thread.details.has(hit.ts)) thread.details.set(hit.ts, details)
    }
    threads.set(key, thread)
  }
  return [...threads.values()]
}

/** Whole short threads; of a long one the root, the messages that were hit and those next to them. */
function nearHits(members: readonly { channelId: ChannelId; ts: MessageTs; threadTs: MessageTs | null }[], threads: readonly ThreadHit[]) {
  return threads.flatMap((thread) => {
    const own = members.filter((member) => member.channelId === thread.channelId && (member.threadTs ?? member.ts) === thread.threadTs)
    if (own.length <= THREAD_MESSAGES) return own
    const near = new Set([0, ...own.flatMap((member, at) => (thread.own.has(member.ts) ? [at - 2, at - 1, at, at + 1, at + 2] : []))])
    return own.filter((_, at) => near.has(at)).slice(0, THREAD_MESSAGES)
  })
}

function sourcesOf(thread: ThreadHit, messages: readonly StoredMessage[], request: RetrieveRequest): Retrieved['sources'] {
  const { botUserId } = request
  const { userIds: authors, fromMs = 0, toMs = Number.POSITIVE_INFINITY } = request.query.filters
  const members = messages.filter(
    (message) => message.channelId === thread.channelId && (message.threadTs ?? message.ts) === thread.threadTs,
  )
  const threadId = `${thread.channelId}:${thread.threadTs}`
  return members.flatMap((message, at) => {
    if (authors.length > 0 && (message.userId === null || !authors.includes(message.userId))) return []
    if (message.postedAtMs < fromMs || message.postedAtMs >= toMs) return []
    if (botUserId && message.mrkdwn.trimStart().startsWith(`<@${botUserId}`)) return []
    const score = thread.own.get(message.ts) ?? thread.score * 0.5
    const ranking = thread.details.get(message.ts) ?? thread.first
    const conversation = { id: threadId, place: at }
    return [{ id: idOf(message), text: message.text, context: contextOf(members, at), score, conversation, message, ranking }]
  })
}

/** What a reader of the thread has in mind at a message: who speaks, the root, and what was said just before. */
function contextOf(members: readonly StoredMessage[], at: number): string {
  const around = new Set([members[0], members[at - 1]].filter((member) => member !== undefined && member !== members[at]))
  return [members[at]?.authorName ?? '', ...[...around].map((member) => member?.text ?? '')].join('\n')
}
