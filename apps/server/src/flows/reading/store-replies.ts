import type { ChannelId, TeamId } from '@backscroll/core'
import {
  backfillRunsOf,
  channelsOf,
  coverageOf,
  messagesOf,
  type PendingThread,
  type StoredState,
  type TenantTx,
  threadSyncsOf,
  watermarksOf,
} from '@backscroll/db'
import type { Context } from '../../context.ts'
import { loseChannel } from '../channels/lose-channel.ts'
import { storeMessages } from '../intake/store-messages.ts'
import { type Observed, observePage } from './observe-page.ts'
import type { ReadPage } from './read-history.ts'

/** A thread whose next page was asked for. */
export interface AskedThread extends PendingThread {
  /** The root and its replies after the last page, live and stored, from before Slack was asked. */
  before: readonly StoredState[]
}

interface Answered {
  thread: AskedThread
  answer: ReadPage | 'not-readable' | 'gone'
}

/**
 * Writes pages of replies and where their threads go on. What Slack no longer has of them is deleted: all of a thread when Slack knows no such
 * message.
 */
export async function storeReplies(
  ctx: Context,
  tx: TenantTx,
  { teamId, answered, askedMs }: { teamId: TeamId; answered: readonly Answered[]; askedMs: number },
): Promise<void> {
  const lost = new Set(answered.filter(({ answer }) => answer === 'not-readable').map(({ thread }) => thread.channelId))
  for (const channelId of lost) {
    await loseChannel(ctx, tx, teamId, channelId)
    await watermarksOf(tx).reset(channelId)
  }
  const readable = answered.filter(({ thread }) => !lost.has(thread.channelId)).map(spokenOf)
  // channels before their messages, as everything that excludes or loses a channel does
  await channelsOf(tx).allowedAmong(readable.map(({ channelId }) => channelId))
  const byChannel = [...Map.groupBy(readable, ({ channelId }) => channelId)]
  const observed: Observed[] = []
  for (const [channelId, pages] of byChannel.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const touched = new Set(pages.flatMap(({ page, before }) => [...page.seen, ...before.map(({ ts }) => ts)]))
    const now = await messagesOf(tx).lockedStates(channelId, [...touched])
    const askedMicros = BigInt(askedMs) * 1_000n
    for (const { page, before } of pages)
      observed.push(observePage({ channelId, changes: page.changes, seen: new Set(page.seen), before, now, askedMicros }))
  }
  const { applied } = await storeMessages(
    ctx,
    tx,
    teamId,
    observed.flatMap(({ changes }) => changes),
  )
  await threadSyncsOf(tx).advance(readable)
  for (const channelId of await coverThreads(
    tx,
    byChannel.map(([channelId]) => channelId),
  ))
    await ctx.enqueue('channel.announce', { teamId, channelId }, { tx })
  // the run last, as pages of history do
  await backfillRunsOf(tx).add({
    repliesStored: applied,
    messagesDeleted: observed.reduce((sum, { deleted }) => sum + deleted, 0),
    threadsDone: readable.filter(({ afterTs }) => afterTs === null).length,
  })
}

/** The part of a thread that a page speaks of, and where the thread goes on; null when it is done. */
function spokenOf({ thread, answer }: Answered) {
  const { rootTs, before } = thread
  const page = typeof answer === 'string' ? { changes: [], seen: [], hasMore: false } : answer
  const last = page.seen.filter((ts) => ts !== rootTs).at(-1)
  const afterTs = page.hasMore && last !== undefined ? last : null
  return {
    channelId: thread.channelId,
    rootTs,
    afterTs,
    page,
    before: afterTs === null ? before : before.filter(({ ts }) => ts <= afterTs),
  }
}

/** A channel without a thread left to read is covered with its threads as far as its pages are. @returns those that are read to the end. */
async function coverThreads(tx: TenantTx, channels: readonly ChannelId[]): Promise<ChannelId[]> {
  const done: ChannelId[] = []
  const pending = await threadSyncsOf(tx).countPending()
  for (const channelId of channels.filter((id) => !pending.has(id))) {
    const mark = await watermarksOf(tx).get(channelId)
    if (mark?.pagesDone) done.push(channelId)
    if (!mark?.newestTs) continue
    const from = mark.pagesDone ? mark.fromTs : (mark.oldestTs ?? mark.newestTs)
    await coverageOf(tx).record(channelId, from, mark.newestTs, true, true)
  }
  return done
}
