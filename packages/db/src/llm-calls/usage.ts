import { sql } from 'drizzle-orm'
import { queriesOf, type TenantTx } from '../tenant.ts'

/** What one model was used for on one day. Over all rows the counts and costs add up to those of the calls; the percentiles do not. */
export interface ModelDay {
  /** `YYYY-MM-DD` in the time zone that was asked for. */
  day: string
  purpose: string
  provider: string
  model: string
  /** Those that still run among them. */
  calls: number
  inputTokens: number
  outputTokens: number
  searchUnits: number
  costMicroUsd: bigint
  /** Some of the cost is not certain. */
  isEstimate: boolean
  /** Answered from the cache. */
  cached: number
  failures: number
  /** Of calls that reached the provider and ended well; null when there is none. */
  p50Ms: number | null
  p95Ms: number | null
}

/** Usage per day, purpose and model, days in order. @param range.timeZone an IANA name, default UTC. */
export async function usageByDay(tx: TenantTx, range: { fromMs: number; toMs: number; timeZone?: string }): Promise<ModelDay[]> {
  const { fromMs, toMs, timeZone = 'UTC' } = range
  const percentile = (share: number) =>
    sql`percentile_cont(${share}::float8) within group (order by latency_ms) filter (where status = 'ok' and not cached)`
  const rows = await queriesOf(tx).execute<Row>(sql`
    select to_char(created_at at time zone ${timeZone}, 'YYYY-MM-DD') as day, purpose, provider, model, count(*)::int as calls,
      coalesce(sum(input_tokens), 0)::text as "inputTokens", coalesce(sum(output_tokens), 0)::text as "outputTokens",
      coalesce(sum(search_units), 0)::text as "searchUnits", coalesce(sum(cost_micro_usd), 0)::text as "costMicroUsd",
      bool_or(is_estimate) as "isEstimate", (count(*) filter (where cached))::int as cached,
      (count(*) filter (where status = 'failed'))::int as failures, ${percentile(0.5)} as "p50Ms", ${percentile(0.95)} as "p95Ms"
    from llm_calls
    where team_id = current_setting('app.team_id') and created_at >= ${at(fromMs)} and created_at < ${at(toMs)}
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`)
  return rows.map((row) => ({
    ...row,
    inputTokens: Number(row.inputTokens),
    outputTokens: Number(row.outputTokens),
    searchUnits: Number(row.searchUnits),
    costMicroUsd: BigInt(row.costMicroUsd),
  }))
}

/** What calls since a moment have cost. */
export async function spentSince(tx: TenantTx, sinceMs: number): Promise<bigint> {
  const [row] = await queriesOf(tx).execute<{ spent: string }>(sql`
    select coalesce(sum(cost_micro_usd), 0)::text as spent from llm_calls
    where team_id = current_setting('app.team_id') and created_at >= ${at(sinceMs)}`)
  return BigInt(row?.spent ?? 0)
}

const at = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`

type Counted = 'inputTokens' | 'outputTokens' | 'searchUnits' | 'costMicroUsd'
type Row = Omit<ModelDay, Counted> & Record<Counted, string>
