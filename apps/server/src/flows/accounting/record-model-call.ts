import { costOf, type ModelUsage } from '@backscroll/core'
import { type CallEnd, type Db, llmCallsOf, modelPricesOf } from '@backscroll/db'
import type { ModelScope } from '../../model-scope.ts'
import type { Telemetry } from '../../telemetry.ts'
import { type Watcher, watchBudget } from './watch-budget.ts'

/** Writes an ended call of a model into the account of the team that it was made for, with the price of its day; a reserved one is settled. */
export async function recordModelCall(
  ctx: Watcher & { db: Db; telemetry: Telemetry },
  scope: ModelScope,
  usage: ModelUsage,
): Promise<void> {
  const { db, telemetry } = ctx
  const atMs = ctx.clock.nowMs()
  await db.withTenant(scope.teamId, async (tx) => {
    const { microUsd, isEstimate } = costOf({ ...usage, atMs }, await modelPricesOf(tx))
    telemetry.costSettled({ purpose: scope.purpose, model: usage.model, costUsd: Number(microUsd) / 1_000_000 })
    const { inputTokens, outputTokens, searchUnits, latencyMs, firstTokenMs, retries } = usage
    const end: CallEnd = {
      status: usage.outcome === 'ok' ? 'ok' : usage.outcome === 'aborted' ? 'aborted' : 'failed',
      errorCode: usage.outcome === 'ok' || usage.outcome === 'aborted' ? null : usage.outcome,
      costMicroUsd: microUsd,
      isEstimate,
      atMs,
      inputTokens,
      outputTokens,
      searchUnits,
      latencyMs,
      firstTokenMs,
      retries,
    }
    const isSettled = scope.callId !== undefined && usage.operation === 'chat' && (await llmCallsOf(tx).settle(scope.callId, end))
    const { purpose, ref, promptVersion = null } = scope
    if (!isSettled) await llmCallsOf(tx).add({ purpose, provider: usage.provider, model: usage.model, ref, promptVersion, ...end })
    if (microUsd > 0n) await watchBudget(ctx, tx, scope.teamId)
  })
}
