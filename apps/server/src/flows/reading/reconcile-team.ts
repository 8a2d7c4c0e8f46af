import type { TeamId } from '@backscroll/core'
import { backfillRunsOf, channelsOf, installationsOf, type RunTrigger, teamReadingOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { openReading } from './open-reading.ts'
import { readingDays } from './reading-days.ts'

/**
 * Compares what is stored of a team's allowed channels with what Slack shows: what is missing is stored, what differs is corrected, what Slack no
 * longer has is deleted. The routine comparison leaves a team alone that is being read already; every other reason joins that run.
 */
export async function reconcileTeam(ctx: Context, { teamId, trigger }: { teamId: TeamId; trigger: RunTrigger }): Promise<void> {
  await ctx.db.withTenant(teamId, async (tx) => {
    if (!(await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID))) return
    if (trigger === 'schedule' && (await backfillRunsOf(tx).open())) return
    const channels = (await channelsOf(tx).list())
      .filter((channel) => channel.policy === 'allowed' && channel.botIsMember)
      .map(({ channelId }) => channelId)
    const { lostSinceMs } = await teamReadingOf(tx).get()
    const compared = await backfillRunsOf(tx).lastFinished(channels)
    await openReading(ctx, tx, {
      teamId,
      channels,
      trigger,
      actor: 'backscroll',
      days: await readingDays(tx, ctx.config.BACKFILL_DAYS),
      goodUntilMs: (channelId) => goodUntil(trigger, lostSinceMs, compared.get(channelId) ?? null),
    })
    await teamReadingOf(tx).clearLoss()
    // people, names and members were told by events too
    await ctx.enqueue('team.sync', { teamId }, { tx })
  })
}

/** Until when nothing is missing: a known loss is the only one since the last comparison, which the routine does not rely on. */
function goodUntil(trigger: RunTrigger, lostSinceMs: number | null, comparedMs: number | null): number | null {
  if (lostSinceMs === null) return comparedMs
  return trigger === 'schedule' && comparedMs !== null ? Math.min(lostSinceMs, comparedMs) : lostSinceMs
}
