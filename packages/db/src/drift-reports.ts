import { desc } from 'drizzle-orm'
import { driftReports } from './schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** What one comparison of Slack, Postgres and the search index came to. */
export interface DriftReport {
  checkedAtMs: number
  rowsExpected: number
  rowsFound: number
  missing: number
  extra: number
  stale: number
  repaired: number
  tookMs: number
}

/** The comparisons of a team. */
export const driftReportsOf = (tx: TenantTx) => ({
  /** A second report of the same moment is dropped. */
  async add({ checkedAtMs, ...report }: DriftReport): Promise<void> {
    await queriesOf(tx)
      .insert(driftReports)
      .values({ teamId: currentTeam, checkedAt: checkedAtMs, ...report })
      .onConflictDoNothing()
  },

  /** The newest one; null before the first. */
  async latest(): Promise<DriftReport | null> {
    const [row] = await queriesOf(tx).select().from(driftReports).orderBy(desc(driftReports.checkedAt)).limit(1)
    if (!row) return null
    const { teamId: _, checkedAt, ...report } = row
    return { checkedAtMs: checkedAt, ...report }
  },
})
