import type { MessageTs } from '@backscroll/core'
import { eq } from 'drizzle-orm'
import { syncWatermarks } from './schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** Where the backfill of a channel stands: the open page cursor, the window it walks, and what has been stored so far. */
export interface Watermark {
  channelId: string
  cursor: string | null
  windowLatest: string | null
  oldestTs: MessageTs | null
  newestTs: MessageTs | null
  done: boolean
}

/** Resume points of the backfill. */
export const watermarksOf = (tx: TenantTx) => ({
  async get(channelId: string): Promise<Watermark | null> {
    const [row] = await queriesOf(tx).select().from(syncWatermarks).where(eq(syncWatermarks.channelId, channelId))
    return row ? toWatermark(row) : null
  },

  async list(): Promise<Watermark[]> {
    const rows = await queriesOf(tx).select().from(syncWatermarks)
    return rows.map(toWatermark)
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

function toWatermark(row: typeof syncWatermarks.$inferSelect): Watermark {
  const { teamId: _, ...rest } = row
  return { ...rest, oldestTs: rest.oldestTs as MessageTs | null, newestTs: rest.newestTs as MessageTs | null }
}
