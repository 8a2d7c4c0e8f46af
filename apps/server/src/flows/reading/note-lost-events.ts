import type { TeamId } from '@backscroll/core'
import { type RunTrigger, teamReadingOf, teamsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** Slack says once a minute that it leaves events out: the comparison begins when it has said nothing new for a while. */
const SETTLE_MS = 90_000

/** Remembers that a team's events since a moment may be missing, and plans a comparison. A team that is not known is left alone. */
export async function noteLostEvents(
  ctx: Context,
  loss: { teamId: TeamId; sinceMs: number; trigger: Extract<RunTrigger, 'rate-limited' | 'downtime'> },
): Promise<void> {
  const { teamId, sinceMs, trigger } = loss
  await ctx.db.withTenant(teamId, async (tx) => {
    if (!(await teamsOf(tx).get())) return
    await teamReadingOf(tx).noteLoss(sinceMs)
    await ctx.enqueue('team.reconcile', { teamId, trigger }, { tx, ...(trigger === 'downtime' ? {} : { startAfterMs: SETTLE_MS }) })
  })
}
