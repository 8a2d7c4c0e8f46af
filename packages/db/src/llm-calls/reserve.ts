import { sql } from 'drizzle-orm'
import { llmCalls } from '../schema/index.ts'
import { currentTeam, queriesOf, type SystemTx, type TenantTx } from '../tenant.ts'
import type { CallSubject } from './call.ts'

/** No call runs longer: the process that made the reservation is gone. */
const RESERVATION_LIFE_MS = 10 * 60_000

/** What a call may cost before it is made. Money is in millionths of a US dollar. */
export interface CallEstimate extends CallSubject {
  estimateMicroUsd: bigint
  budgetMicroUsd: bigint
  /** When the team's day began. */
  dayStartMs: number
  /** Refuse what would pass the budget; otherwise it is only told. */
  hardCap: boolean
  nowMs: number
}

/** What became of it. `callId` is null when the call must not be made; `usedMicroUsd` is spent and promised today without it. */
export interface Reservation {
  callId: string | null
  isOverBudget: boolean
  usedMicroUsd: bigint
}

/**
 * Takes what a call may cost out of the day's budget, until it is settled or for ten minutes. All of a team's reservations go one after
 * another, so that together they never pass the budget under a hard cap; the transaction should do nothing else.
 */
export async function reserveCall(tx: TenantTx, estimate: CallEstimate): Promise<Reservation> {
  const { estimateMicroUsd, budgetMicroUsd, dayStartMs, hardCap, nowMs, ...subject } = estimate
  const queries = queriesOf(tx)
  // weaker than the lock that a foreign key could not pass: nothing else of the team waits for it
  await queries.execute(sql`select 1 from teams where team_id = ${currentTeam} for no key update`)
  const usedMicroUsd = await usedSince(tx, dayStartMs, nowMs)
  const isOverBudget = usedMicroUsd + estimateMicroUsd > budgetMicroUsd
  if (isOverBudget && hardCap) return { callId: null, isOverBudget, usedMicroUsd }
  const [row] = await queries
    .insert(llmCalls)
    .values({ ...subject, teamId: currentTeam, status: 'reserved', reservedMicroUsd: estimateMicroUsd, createdAt: nowMs })
    .returning({ callId: llmCalls.callId })
  return { callId: row?.callId ?? null, isOverBudget, usedMicroUsd }
}

/** What calls since a moment have cost, and what those that still run may cost. */
async function usedSince(tx: TenantTx, sinceMs: number, nowMs: number): Promise<bigint> {
  const [row] = await queriesOf(tx).execute<{ used: string }>(sql`
    select coalesce(sum(cost_micro_usd), 0)::bigint
      + coalesce(sum(reserved_micro_usd) filter (where status = 'reserved' and created_at > ${at(nowMs - RESERVATION_LIFE_MS)}), 0)::bigint as used
    from llm_calls where team_id = current_setting('app.team_id') and created_at >= ${at(sinceMs)}`)
  return BigInt(row?.used ?? 0)
}

/** Ends every team's reservations whose process is gone, as failed calls of unknown cost. @returns how many there were. */
export async function endLostCalls(tx: SystemTx, nowMs: number): Promise<number> {
  const ended = await queriesOf(tx)
    .update(llmCalls)
    .set({ status: 'failed', errorCode: 'lost', reservedMicroUsd: 0n, settledAt: nowMs })
    .where(sql`${llmCalls.status} = 'reserved' and ${llmCalls.createdAt} <= ${at(nowMs - RESERVATION_LIFE_MS)}`)
    .returning({ callId: llmCalls.callId })
  return ended.length
}

const at = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`
