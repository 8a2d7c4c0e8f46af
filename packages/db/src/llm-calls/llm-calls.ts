import type { TenantTx } from '../tenant.ts'
import { addCall, type CallEnd, type CallSubject, settleCall } from './call.ts'
import { callsFor } from './for-ref.ts'
import { type CallEstimate, reserveCall } from './reserve.ts'
import { spentSince, usageByDay } from './usage.ts'

/** The calls of models that a team has caused, and its budget. Each function says more where it is defined. */
export const llmCallsOf = (tx: TenantTx) => ({
  reserve: (estimate: CallEstimate) => reserveCall(tx, estimate),
  settle: (callId: string, end: CallEnd) => settleCall(tx, callId, end),
  add: (call: CallSubject & CallEnd & { cached?: boolean }) => addCall(tx, call),
  forRefs: (refs: readonly string[]) => callsFor(tx, refs),
  spentSince: (sinceMs: number) => spentSince(tx, sinceMs),
  usage: (range: { fromMs: number; toMs: number; timeZone?: string }) => usageByDay(tx, range),
})
