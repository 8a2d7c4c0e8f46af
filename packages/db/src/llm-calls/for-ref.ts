import { sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from '../tenant.ts'

/** One call of a model, without any text. */
export interface ModelCall {
  purpose: string
  model: string
  status: string
  inputTokens: number | null
  outputTokens: number | null
  costMicroUsd: bigint
  latencyMs: number | null
  cached: boolean
}

/** The calls that were made for one of these, oldest first. */
export async function callsFor(tx: TenantTx, refs: readonly string[]): Promise<ModelCall[]> {
  const rows = await queriesOf(tx).execute<Omit<ModelCall, 'costMicroUsd'> & { cost: string }>(sql`
    select purpose, model, status, input_tokens as "inputTokens", output_tokens as "outputTokens", cost_micro_usd::text as cost,
      latency_ms as "latencyMs", cached
    from llm_calls where team_id = current_setting('app.team_id') and ref = any(${arrayOf(refs, 'text')}) order by created_at, call_id limit 200`)
  return rows.map(({ cost, ...row }) => ({ ...row, costMicroUsd: BigInt(cost) }))
}
