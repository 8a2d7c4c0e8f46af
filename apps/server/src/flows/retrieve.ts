import type { ChannelId, MessageTs, PassageHit, Source } from '@backscroll/core'
import { messagesOf, type StoredMessage } from '@backscroll/db'
import type { Context } from '../context.ts'
import { proposePassages, type Searched, type Wish } from './propose-passages.ts'
import { type Readers, visibleChannels } from './visible-channels.ts'

/** What a search offers to an answerer: messages the asker may read, best first, with what stands around them. */
export interface Retrieved {
  sources: (Source & { message: StoredMessage })[]
  searched: Searched
  /** Milliseconds spent in the search index and in Postgres. */
  searchMs: number
}

export interface RetrieveRequest extends Wish {
  /** Whose rights are asked for once more in the transaction that reads the texts: `visible` is a moment older. */
  readers: Readers
  /** The app's own user. A message that begins by addressing it asks something: it is no source for an answer, least of all its own. */
  botUserId?: string
}

const THREADS = 10
/** A thread is offered up to this many messages; a longer one around its hits. */
const THREAD_MESSAGES = 40

/**
 * Searches a team's index, or its texts while there is none, and reads the messages behind the hits from Postgres, where the rights are checked again.
 * Hits are rolled up to their thread by its score; every message of a thread is offered, the others as context.
 */
export async function retrieve(ctx: Context, request: RetrieveRequest): Promise<Retrieved> {
  const started = ctx.clock.nowMs()
  const { hits, searched } = await proposePassages(ctx, request)
  const threads = bestThreads(hits)
  const messages = await ctx.db.withTenant(request.teamId, async (tx) => {
    const members = await messagesOf(tx).threads(threads.map(({ channelId, threadTs }) => ({ channelId, ts: threadTs })))
    return messagesOf(tx).readable(nearHits(members, threads), await visibleChannels(tx, request.readers))
  })
  const sources = threads.flatMap((thread) => sourcesOf(thread, messages, request))
  return { sources: sources.sort((a, b) => b.score - a.score), searched, searchMs: ctx.clock.nowMs() - started }
}

interface ThreadHit {
  channelId: ChannelId
  threadTs: MessageTs
  /** By which threads are chosen. */
  rank: number
  /** Of its best passage. */
  score: number
  /** Own scores of messages that were hit themselves. */
  own: Map<string, number>
}

function bestThreads(hits: readonly PassageHit[]): ThreadHit[] {
  const threads = new Map<string, ThreadHit>()
  for (const hit of hits) {
    const key = `${hit.channelId}:${hit.threadTs}`
    const thread = threads.get(key) ?? { channelId: hit.channelId, threadTs: hit.threadTs, rank: 0, score: 0, own: new Map() }
    thread.rank = Math.max(thread.rank, hit.threadScore)
    thread.score = Math.max(thread.score, hit.score)
    if (hit.kind === 'message') thread.own.set(hit.ts, Math.max(thread.own.get(hit.ts) ?? 0, hit.score))
    threads.set(key, thread)
  }
  return [...threads.values()].sort((a, b) => b.rank - a.rank).slice(0, THREADS)
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
  const { userIds: authors, botUserId } = request
  const members = messages.filter(
    (message) => message.channelId === thread.channelId && (message.threadTs ?? message.ts) === thread.threadTs,
  )
  return members.flatMap((message, at) => {
    if (authors.length > 0 && (message.userId === null || !authors.includes(message.userId))) return []
    if (botUserId && message.mrkdwn.trimStart().startsWith(`<@${botUserId}`)) return []
    const score = thread.own.get(message.ts) ?? thread.score * 0.5
    return [{ id: `${message.channelId}:${message.ts}`, text: message.text, context: contextOf(members, at), score, message }]
  })
}

/** What a reader of the thread has in mind at a message: who speaks, the root, and what was said just before. */
function contextOf(members: readonly StoredMessage[], at: number): string {
  const around = new Set([members[0], members[at - 1]].filter((member) => member !== undefined && member !== members[at]))
  return [members[at]?.authorName ?? '', ...[...around].map((member) => member?.text ?? '')].join('\n')
}
