import type { TeamId } from '@backscroll/core'
import { teamReadingOf, teamsToCompare } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { comparisonClock, planNext } from './schedule-comparison.ts'

/** A clock that was put back by less only makes the next comparison come a little later. */
const TURNED_BACK_MS = 5 * 60_000

/**
 * Starts the comparisons that are due by the clock, each once, and plans the next ones. What came due while nobody looked, because every process was down
 * or the clock jumped, starts now, once however often it came due; where the clock was put back, the next one is worked out anew.
 */
export async function startComparisons(ctx: Context): Promise<void> {
  const nowMs = ctx.clock.nowMs()
  const turnedBackMs = nowMs + TURNED_BACK_MS
  const teams = await ctx.db.withSystem((tx) => teamsToCompare(tx, { nowMs, turnedBackMs }))
  for (const teamId of teams)
    await startOne(ctx, teamId).catch((error: unknown) => ctx.telemetry.notice('a comparison could not be started', { teamId, err: error }))
}

/** The plan and the job are one transaction: two processes that look at the same time start one. */
async function startOne(ctx: Context, teamId: TeamId): Promise<void> {
  await ctx.db.withTenant(teamId, async (tx) => {
    const nowMs = ctx.clock.nowMs()
    const plan = await teamReadingOf(tx).comparisonPlan()
    const isTurnedBack = plan !== null && plan.plannedAtMs > nowMs + TURNED_BACK_MS
    const isDue = plan?.atMs != null && plan.atMs <= nowMs
    if (plan !== null && !isDue && !isTurnedBack) return
    const clock = await comparisonClock(ctx, tx, teamId)
    if (isDue && clock !== null) await ctx.enqueue('team.reconcile', { teamId, trigger: 'schedule' }, { tx })
    await planNext(ctx, tx, clock)
  })
}
