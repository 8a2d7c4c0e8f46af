import { and, eq, lt } from 'drizzle-orm'
import { type Interval, withInterval } from './intervals.ts'
import { channelCoverage } from './schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** An interval of a channel's history that has been read. */
export interface Coverage extends Interval {
  channelId: string
}

/** What has been read of which channel. */
export const coverageOf = (tx: TenantTx) => ({
  /**
   * Adds an interval, both ends included, and merges it with what is known; better knowledge is never replaced by worse.
   * @param complete nothing between the ends is left out. @param threadsComplete nor any reply.
   */
  async record(channelId: string, fromTs: string, toTs: string, complete: boolean, threadsComplete: boolean): Promise<void> {
    const queries = queriesOf(tx)
    const known = await queries.select().from(channelCoverage).where(eq(channelCoverage.channelId, channelId)).for('update')
    const merged = withInterval(known, { fromTs, toTs, complete, threadsComplete })
    await queries.delete(channelCoverage).where(eq(channelCoverage.channelId, channelId))
    if (merged.length > 0) {
      await queries.insert(channelCoverage).values(merged.map((interval) => ({ teamId: currentTeam, channelId, ...interval })))
    }
  },

  /** What has been read of a channel that is no longer kept. */
  async forget(channelId: string): Promise<void> {
    await queriesOf(tx).delete(channelCoverage).where(eq(channelCoverage.channelId, channelId))
  },

  /** What was read before a moment is kept no longer. */
  async forgetBefore(channelId: string, ts: string): Promise<void> {
    const of = eq(channelCoverage.channelId, channelId)
    await queriesOf(tx)
      .delete(channelCoverage)
      .where(and(of, lt(channelCoverage.toTs, ts)))
    await queriesOf(tx)
      .update(channelCoverage)
      .set({ fromTs: ts })
      .where(and(of, lt(channelCoverage.fromTs, ts)))
  },

  /** By channel and time. */
  async list(): Promise<Coverage[]> {
    const rows = await queriesOf(tx).select().from(channelCoverage).orderBy(channelCoverage.channelId, channelCoverage.fromTs)
    return rows.map(({ channelId, fromTs, toTs, complete, threadsComplete }) => ({ channelId, fromTs, toTs, complete, threadsComplete }))
  },
})
