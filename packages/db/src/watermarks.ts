import type { MessageTs } from '@backscroll/core'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { syncWatermarks, threadSyncs } from './schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'
import { threadSyncsOf } from './thread-syncs.ts'

/** One pass over the history of a channel, newest message first: where it stands and where it ends. */
export interface Watermark {
  channelId: string
  /** The open page cursor; perishable, `oldestTs` replaces it. */
  cursor: string | null
  /** Down to where the pass has come; null before its first page. */
  oldestTs: MessageTs | null
  newestTs: MessageTs | null
  /** The oldest page of the window has been read. */
  pagesDone: boolean
  fromTs: MessageTs
  startedAtMs: number
  /** Which threads on a page are read: `all`, or those that `moved` since they were. */
  threads: 'all' | 'moved'
  /** Having come down to `jumpAt`, the pass goes on below `jumpTo`: an earlier pass read what lies between. */
  jumpAt: MessageTs | null
  jumpTo: MessageTs | null
  /** An operator ended it before its end. */
  isStopped: boolean
  /** Messages on the pages so far, and threads among them. */
  messagesRead: number
  threadsFound: number
  /** Threads of the channel whose replies are still to be read. */
  threadsPending: number
}

/** What opens a pass. */
export type NewPass = Pick<Watermark, 'channelId' | 'fromTs' | 'startedAtMs' | 'threads'> & Partial<Pick<Watermark, 'jumpAt' | 'jumpTo'>>

/** A pass under way that is to end further back. `wasStartedAtMs` names the one it was planned for. */
export type WidenedPass = Pick<Watermark, 'channelId' | 'fromTs' | 'startedAtMs' | 'threads' | 'jumpAt' | 'jumpTo'> & {
  wasStartedAtMs: number
}

/** Whether a channel has been read to the end of its window, threads included. */
export const isReadToTheEnd = (watermark: Pick<Watermark, 'pagesDone' | 'threadsPending'>): boolean =>
  watermark.pagesDone && watermark.threadsPending === 0

/** Resume points of the reading. */
export const watermarksOf = (tx: TenantTx) => ({
  async get(channelId: string): Promise<Watermark | null> {
    return (await this.list(channelId))[0] ?? null
  },

  async list(channelId?: string): Promise<Watermark[]> {
    const queries = queriesOf(tx)
    const rows = await queries
      .select()
      .from(syncWatermarks)
      .where(channelId === undefined ? undefined : eq(syncWatermarks.channelId, channelId))
    const pending = await threadSyncsOf(tx).countPending()
    return rows.map((row) => toWatermark(row, pending.get(row.channelId) ?? 0))
  },

  /** Passes whose pages are not at their end, in channels that are allowed now; `threadsPending` is not counted. */
  async open(): Promise<Watermark[]> {
    const rows = await queriesOf(tx)
      .select()
      .from(syncWatermarks)
      .where(
        and(
          eq(syncWatermarks.pagesDone, false),
          eq(syncWatermarks.isStopped, false),
          sql`channel_id in (select channel_id from channels where policy = 'allowed')`,
        ),
      )
    return rows.map((row) => toWatermark(row, 0))
  },

  /** Forgets how far one channel, or every channel, has been read: the next reading begins at the newest message, threads included. */
  async reset(channelId?: string): Promise<void> {
    const queries = queriesOf(tx).delete(syncWatermarks)
    await (channelId === undefined ? queries : queries.where(eq(syncWatermarks.channelId, channelId)))
    await threadSyncsOf(tx).forget(channelId)
  },

  /** Begins a pass at the newest message; one that was under way in the channel is over. */
  async begin({ jumpAt = null, jumpTo = null, ...pass }: NewPass): Promise<void> {
    const { startedAtMs, ...rest } = pass
    const nothing = { cursor: null, oldestTs: null, newestTs: null, pagesDone: false, isStopped: false, messagesRead: 0, threadsFound: 0 }
    const set = { ...rest, jumpAt, jumpTo, startedAt: startedAtMs, ...nothing }
    await queriesOf(tx)
      .insert(syncWatermarks)
      .values({ teamId: currentTeam, ...set })
      .onConflictDoUpdate({ target: [syncWatermarks.teamId, syncWatermarks.channelId], set })
  },

  /**
   * Lets a pass that is under way end further back, from where it stands. A page that is on its way counts for nothing and is asked for again, because it
   * might say that the old end is reached.
   */
  async widen({ channelId, wasStartedAtMs, startedAtMs, ...end }: WidenedPass): Promise<void> {
    await queriesOf(tx)
      .update(syncWatermarks)
      .set({ ...end, startedAt: startedAtMs, cursor: null })
      .where(
        and(eq(syncWatermarks.channelId, channelId), eq(syncWatermarks.startedAt, wasStartedAtMs), eq(syncWatermarks.pagesDone, false)),
      )
  },

  /**
   * Moves a pass on after a page, unless another pass has begun in the channel meanwhile or it was forgotten.
   * @returns whether it moved.
   */
  async advance(
    pass: Pick<Watermark, 'channelId' | 'startedAtMs'>,
    to: Pick<Watermark, 'cursor' | 'oldestTs' | 'newestTs' | 'pagesDone' | 'jumpAt' | 'jumpTo' | 'messagesRead' | 'threadsFound'>,
  ): Promise<boolean> {
    const moved = await queriesOf(tx)
      .update(syncWatermarks)
      .set(to)
      .where(and(eq(syncWatermarks.channelId, pass.channelId), eq(syncWatermarks.startedAt, pass.startedAtMs)))
      .returning({ id: syncWatermarks.channelId })
    return moved.length === 1
  },

  /** Ends the passes of these channels where they stand; what was on the list of threads leaves it. */
  async stop(channelIds: readonly string[]): Promise<void> {
    if (channelIds.length === 0) return
    const queries = queriesOf(tx)
    const unread = sql`(not pages_done or exists (select 1 from thread_syncs t where t.channel_id = sync_watermarks.channel_id and t.is_pending))`
    await queries
      .update(syncWatermarks)
      .set({ isStopped: true })
      .where(and(inArray(syncWatermarks.channelId, [...channelIds]), unread))
    await queries.delete(threadSyncs).where(and(inArray(threadSyncs.channelId, [...channelIds]), eq(threadSyncs.isPending, true)))
  },
})

/** Timestamps were checked when they were written. */
function toWatermark(row: typeof syncWatermarks.$inferSelect, threadsPending: number): Watermark {
  const { teamId: _, startedAt, ...rest } = row
  return {
    ...rest,
    oldestTs: row.oldestTs as MessageTs | null,
    newestTs: row.newestTs as MessageTs | null,
    fromTs: row.fromTs as MessageTs,
    jumpAt: row.jumpAt as MessageTs | null,
    jumpTo: row.jumpTo as MessageTs | null,
    startedAtMs: startedAt,
    threadsPending,
  }
}
