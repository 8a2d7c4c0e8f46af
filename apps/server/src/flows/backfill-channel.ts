import { type ChannelId, type MessageChange, type MessageTs, messageTs, type TeamId } from '@backscroll/core'
import { channelsOf, coverageOf, isReadToTheEnd, messagesOf, type TenantTx, type Watermark, watermarksOf } from '@backscroll/db'
import type { Context } from '../context.ts'
import { loseChannel } from './lose-channel.ts'
import { ownIdentity } from './own-identity.ts'
import { type HistoryReader, historyReader, type ReadPage } from './read-history.ts'
import { storeMessages } from './store-messages.ts'

/** One job takes so many steps, then makes room for other channels and teams. */
const STEPS_PER_JOB = 25
/** Threads read at once; each step reads so many. */
const THREADS_PER_STEP = 4
const DAY_MS = 86_400_000

interface Channel {
  teamId: TeamId
  channelId: ChannelId
}

/**
 * Reads an allowed channel's history, newest page first, the threads of each page before the next one. What is read is written together
 * with the resume point behind it, so a killed or slowed job goes on exactly there. Enqueues itself until the window is read.
 */
export async function backfillChannel(ctx: Context, channel: Channel, signal: AbortSignal): Promise<void> {
  const gateway = await ctx.slack(channel.teamId)
  const oldest = messageTs(`${Math.floor((ctx.clock.nowMs() - ctx.config.BACKFILL_DAYS * DAY_MS) / 1_000)}.000000`)
  const self = await ctx.db.withTenant(channel.teamId, (tx) => ownIdentity(ctx, tx, channel.teamId))
  const reader = historyReader(gateway, channel.channelId, self)
  for (let step = 0; step < STEPS_PER_JOB; step += 1) {
    signal.throwIfAborted()
    const mark = await ctx.db.withTenant(channel.teamId, (tx) => resumePoint(tx, channel.channelId))
    if (mark === null) return
    if (isReadToTheEnd(mark)) return ctx.enqueue('channel.announce', channel)
    if (mark.threadsLeft.length > 0) await readThreads(ctx, channel, reader, mark)
    else if (!(await readPage(ctx, channel, reader, mark, oldest))) return
    ctx.wake.notify()
  }
  await ctx.enqueue('channel.backfill', channel)
}

/** Where to go on; null when no admin allows the channel. */
async function resumePoint(tx: TenantTx, channelId: ChannelId): Promise<Watermark | null> {
  if (!(await channelsOf(tx).isAllowed(channelId))) return null
  const start = { channelId, cursor: null, oldestTs: null, newestTs: null, pagesDone: false, threadsLeft: [] }
  return (await watermarksOf(tx).get(channelId)) ?? start
}

/** @returns false when Slack does not let the app read the channel. */
async function readPage(
  ctx: Context,
  { teamId, channelId }: Channel,
  reader: HistoryReader,
  mark: Watermark,
  oldest: MessageTs,
): Promise<boolean> {
  const page = await reader.page({ cursor: mark.cursor, latest: mark.oldestTs, oldest })
  if (page === 'not-readable') {
    await ctx.db.withTenant(teamId, (tx) => loseChannel(ctx, tx, channelId))
    return false
  }
  await ctx.db.withTenant(teamId, async (tx) => {
    const threadsLeft = await incompleteThreads(tx, channelId, page)
    await storeMessages(tx, page.changes)
    const next = {
      channelId,
      cursor: page.nextCursor,
      oldestTs: page.oldestTs ?? mark.oldestTs,
      newestTs: mark.newestTs ?? page.newestTs,
      pagesDone: !page.hasMore,
      threadsLeft,
    }
    await watermarksOf(tx).save(next)
    if (next.pagesDone) await coverageOf(tx).record(channelId, oldest, next.newestTs ?? oldest, !page.isLimited, threadsLeft.length === 0)
  })
  return true
}

/** Threads that hold more replies at Slack than are stored here: a channel that is read again asks for few. */
async function incompleteThreads(tx: TenantTx, channelId: ChannelId, { threads }: ReadPage): Promise<MessageTs[]> {
  const stored = await messagesOf(tx).replyCounts(
    channelId,
    threads.map(({ ts }) => ts),
  )
  return threads.filter(({ ts, replyCount }) => (stored.get(ts) ?? 0) < replyCount).map(({ ts }) => ts)
}

/** Reads the next threads side by side. Those that Slack gave are kept, whatever became of the others. */
async function readThreads(ctx: Context, { teamId }: Channel, reader: HistoryReader, mark: Watermark): Promise<void> {
  const asked = mark.threadsLeft.slice(0, THREADS_PER_STEP)
  const outcomes = await Promise.allSettled(asked.map((root) => reader.thread(root)))
  const changes: MessageChange[] = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []))
  const read = new Set<string>(asked.filter((_, at) => outcomes[at]?.status === 'fulfilled'))
  await ctx.db.withTenant(teamId, async (tx) => {
    await storeMessages(tx, changes)
    await watermarksOf(tx).save({ ...mark, threadsLeft: mark.threadsLeft.filter((root) => !read.has(root)) })
  })
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
}
