import { and, eq } from 'drizzle-orm'
import { llmCalls } from '../schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from '../tenant.ts'

/** Which call of which model, and what for: never any text. `ref` is the id of what it was made for. */
export interface CallSubject {
  purpose: string
  provider: string
  model: string
  promptVersion?: string | null
  inputHash?: string | null
  ref?: string | null
  traceId?: string | null
}

/** How a call ended. Units are what the provider bills, null when it does not say; money is in millionths of a US dollar. */
export interface CallEnd {
  status: 'ok' | 'failed' | 'aborted'
  errorCode?: string | null
  inputTokens: number | null
  outputTokens: number | null
  searchUnits: number | null
  costMicroUsd: bigint
  /** The price is not confirmed, or none is known. */
  isEstimate: boolean
  latencyMs: number
  /** Null unless it was streamed. */
  firstTokenMs: number | null
  /** Tries after the first. */
  retries: number
  /** When it ended. */
  atMs: number
}

/** Stores a call that needed no reservation; one that the cache has answered is `cached`, and costs nothing. @returns its id. */
export async function addCall(tx: TenantTx, call: CallSubject & CallEnd & { cached?: boolean }): Promise<string> {
  const { atMs, ...rest } = call
  const [row] = await queriesOf(tx)
    .insert(llmCalls)
    .values({ ...rest, teamId: currentTeam, createdAt: atMs, settledAt: atMs })
    .returning({ callId: llmCalls.callId })
  return row?.callId ?? ''
}

/** Says how a reserved call ended. @returns false when it is not known or has ended before. */
export async function settleCall(tx: TenantTx, callId: string, end: CallEnd): Promise<boolean> {
  const { atMs, ...rest } = end
  const settled = await queriesOf(tx)
    .update(llmCalls)
    .set({ ...rest, reservedMicroUsd: 0n, settledAt: atMs })
    .where(and(eq(llmCalls.callId, callId), eq(llmCalls.status, 'reserved')))
    .returning({ callId: llmCalls.callId })
  return settled.length > 0
}
