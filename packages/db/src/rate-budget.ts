import { type Pace, takeFrom } from '@backscroll/core'
import { asc, eq, gt, sql } from 'drizzle-orm'
import { rateBuckets } from './schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

const LONG_AGO_MS = 0

/** Budgets of one team, one per method of Slack's Web API. All processes take from the same row, one after another. */
export const rateBudgetsOf = (tx: TenantTx) => ({
  /** Takes up to `wanted` requests. @returns how many may go out now, and when there is nothing, how long until there is. */
  async take(method: string, ask: { pace: Pace; wanted: number; nowMs: number }): Promise<{ granted: number; waitMs: number }> {
    const queries = queriesOf(tx)
    await queries
      .insert(rateBuckets)
      .values({ teamId: currentTeam, method, dueAt: LONG_AGO_MS, parkedUntil: LONG_AGO_MS })
      .onConflictDoNothing()
    const [row] = await queries.select().from(rateBuckets).where(eq(rateBuckets.method, method)).for('update')
    const budget = { dueMs: row?.dueAt ?? LONG_AGO_MS, parkedUntilMs: row?.parkedUntil ?? LONG_AGO_MS }
    const { granted, waitMs, dueMs } = takeFrom(budget, ask.pace, ask.wanted, ask.nowMs)
    if (granted > 0 && dueMs !== budget.dueMs) await queries.update(rateBuckets).set({ dueAt: dueMs }).where(eq(rateBuckets.method, method))
    return { granted, waitMs }
  },

  /** The pace has become slower: the next request is not due before. */
  async notBefore(method: string, dueAt: number): Promise<void> {
    await queriesOf(tx).update(rateBuckets).set({ dueAt }).where(eq(rateBuckets.method, method))
  },

  /** Slack asked to wait: this method of this team is not called before. A later moment is never replaced by an earlier one. */
  async park(method: string, untilMs: number): Promise<void> {
    await queriesOf(tx)
      .insert(rateBuckets)
      .values({ teamId: currentTeam, method, dueAt: LONG_AGO_MS, parkedUntil: untilMs })
      .onConflictDoUpdate({
        target: [rateBuckets.teamId, rateBuckets.method],
        set: { parkedUntil: sql`greatest(${rateBuckets.parkedUntil}, excluded.parked_until)` },
      })
  },

  /** Methods that Slack asked not to call before a moment, with that moment; by name. */
  async parked(nowMs: number): Promise<{ method: string; untilMs: number }[]> {
    const rows = await queriesOf(tx)
      .select({ method: rateBuckets.method, untilMs: rateBuckets.parkedUntil })
      .from(rateBuckets)
      .where(gt(rateBuckets.parkedUntil, nowMs))
      .orderBy(asc(rateBuckets.method))
    return rows
  },

  /** Milliseconds until the method may be called again as far as Slack is concerned; 0 when it may be called now. */
  async parkedForMs(method: string, nowMs: number): Promise<number> {
    const [row] = await queriesOf(tx).select().from(rateBuckets).where(eq(rateBuckets.method, method))
    return Math.max(0, (row?.parkedUntil ?? LONG_AGO_MS) - nowMs)
  },
})
