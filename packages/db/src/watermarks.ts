import type { MessageTs } from '@backscroll/core'
import { eq } from 'drizzle-orm'
import { syncWatermarks } from './schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** Where the backfill of a channel stands: the open page cursor, the threads of the last page that are still to be read, the reach. */
export interface Watermark {
  channelId: string
  cursor: string | null
  oldestTs: MessageTs | null
  newestTs: MessageTs | null
  /** The oldest page of the window has been read. */
  pagesDone: boolean
  /** Roots whose replies have not been read yet. */
  threadsLeft: MessageTs[]
}

/** Whether a channel has been read to the end of its window, threads included. */
export const isReadToTheEnd = (watermark: Watermark): boolean => watermark.pagesDone && watermark.threadsLeft.length === 0

/** Resume points of the backfill. */
export const watermarksOf = (tx: TenantTx) => ({
  async get(channelId: string): Promise<Watermark | null> {
    const [row] = await queriesOf(tx).select().from(syncWatermarks).where(eq(syncWatermarks.channelId, channelId))
    return row ? toWatermark(row) : null
  },

  async list(): Promise<Watermark[]> {
    return (await queriesOf(tx).select().from(syncWatermarks)).map(toWatermark)
  },

  /** Forgets how far one channel, or every channel, has been read: the next backfill begins at the newest message. */
  async reset(channelId?: string): Promise<void> {
    const queries = queriesOf(tx).delete(syncWatermarks)
    await (channelId === undefined ? queries : queries.where(eq(syncWatermarks.channelId, channelId)))
  },

  async save(watermark: Watermark): Promise<void> {
    const { channelId, ...set } = watermark
    await queriesOf(tx)
      .insert(syncWatermarks)
      .values({ teamId: currentTeam, channelId, ...set })
      .onConflictDoUpdate({ target: [syncWatermarks.teamId, syncWatermarks.channelId], set })
  },
})

/** Timestamps were checked when they were written. */
function toWatermark(row: typeof syncWatermarks.$inferSelect): Watermark {
  const { channelId, cursor, pagesDone } = row
  return {
    channelId,
    cursor,
    pagesDone,
    oldestTs: row.oldestTs as MessageTs | null,
    newestTs: row.newestTs as MessageTs | null,
    threadsLeft: row.threadsLeft as MessageTs[],
  }
}
