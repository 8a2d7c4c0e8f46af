import { sql } from 'drizzle-orm'
import { queriesOf, type TenantTx } from './tenant.ts'

/** What the rows themselves say about a stretch of time. */
export interface ComplianceFacts {
  exports: number
  erasures: number
  legalHolds: number
  /** Seconds from Slack's own time of a deletion until its text was gone; null without any deletion. */
  lagP50: number | null
  lagP95: number | null
}

/** Counts exports, receipts, holds and how fast deletions were followed. */
export async function complianceFacts(tx: TenantTx, { fromMs, toMs }: { fromMs: number; toMs: number }): Promise<ComplianceFacts> {
  const at = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`
  const within = (column: string) => sql`team_id = current_setting('app.team_id') and ${sql.identifier(column)} >= ${at(fromMs)}
    and ${sql.identifier(column)} < ${at(toMs)}`
  const [row] = await queriesOf(tx).execute<{ [Name in keyof ComplianceFacts]: ComplianceFacts[Name] }>(sql`
    select (select count(*)::int from exports where ${within('created_at')}) as exports,
      (select count(*)::int from erasure_receipts where ${within('created_at')}) as erasures,
      (select count(*)::int from channels where team_id = current_setting('app.team_id') and legal_hold) as "legalHolds", l.*
    from (select percentile_cont(0.5) within group (order by lag) as "lagP50", percentile_cont(0.95) within group (order by lag) as "lagP95"
      from (select greatest(0, extract(epoch from deleted_at) - slack_version / 1e6)::float8 as lag
        from messages where ${within('deleted_at')} and delete_reason = 'deleted' and slack_version > 0) d) l`)
  return row ?? { exports: 0, erasures: 0, legalHolds: 0, lagP50: null, lagP95: null }
}
