import { cronOf, InvalidInputError, nextTime, type TeamId } from '@backscroll/core'
import { installationsOf, type TenantTx, teamReadingOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { zoneOf } from '../overview/zone-of.ts'
import { readSettings } from '../settings/read-settings.ts'

/** What an operator may say besides five fields of cron; `auto` leaves it to the workspace. */
const PRESETS: readonly string[] = ['auto', 'hourly', '6h', 'daily', '24h', 'off']

/** When a team is compared by the clock: what the operator or the workspace says, in the time zone of whoever installed the app. */
export interface ComparisonClock {
  cron: string
  timeZone: string
}

/** Accepts a preset, `auto`, `off`, or five fields of cron that ever come. @throws InvalidInputError */
export function comparisonSchedule(text: string): string {
  const wanted = text.trim()
  if (PRESETS.includes(wanted) || nextTime(wanted, 'UTC', 0) !== null) return wanted
  throw new InvalidInputError(`"${text}" is no schedule. One of ${PRESETS.join(', ')}, or five fields of cron.`)
}

/**
 * Brings the clock of a team's routine comparison up to what is decided, its rate class and the installer's time zone. A comparison that is due already
 * stays due: whoever looks at the clocks starts it.
 */
export async function scheduleComparison(ctx: Context, { teamId }: { teamId: TeamId }): Promise<void> {
  await ctx.db.withTenant(teamId, async (tx) => {
    const plan = await teamReadingOf(tx).comparisonPlan()
    const clock = await comparisonClock(ctx, tx, teamId)
    const isDue = clock !== null && plan?.atMs != null && plan.atMs <= ctx.clock.nowMs()
    if (!isDue) await planNext(ctx, tx, clock)
  })
  // clocks of earlier versions stood in the queue
  await ctx.jobs.unschedule('team.reconcile', teamId)
}

/** Works out when a team is compared next; null: not by the clock. */
export async function planNext(ctx: Context, tx: TenantTx, clock: ComparisonClock | null): Promise<void> {
  const nowMs = ctx.clock.nowMs()
  await teamReadingOf(tx).planComparison({ atMs: clock && nextTime(clock.cron, clock.timeZone, nowMs), plannedAtMs: nowMs })
}

/** Null when nothing is to be done by the clock. */
export async function comparisonClock(ctx: Context, tx: TenantTx, teamId: TeamId): Promise<ComparisonClock | null> {
  const installation = await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)
  const { schedule: operators, rateClass } = await teamReadingOf(tx).get()
  if (!installation || operators === 'off') return null
  const { sync_schedule: own } = await readSettings(tx)
  const timeZone = await zoneOf(tx, installation.installerUserId, ctx.clock.nowMs())
  return { cron: cronOf(operators === 'auto' ? own : operators, rateClass), timeZone }
}
