import { paceOf, type TeamId } from '@backscroll/core'
import { channelJoinsOf, installationsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { allowByRules } from './allow-by-rules.ts'
import { planJoins } from './join-by-setting.ts'
import { planChannelSyncs } from './plan-channel-syncs.ts'

/**
 * Brings the channels that nobody has decided over up to what the workspace's policy says now, and has the app join where it may. What was
 * allowed or excluded before stays so.
 */
export async function applyChannelPolicy(ctx: Context, { teamId }: { teamId: TeamId }, signal: AbortSignal): Promise<void> {
  for (let done = 0, more = true; more && !signal.aborted; ) {
    const waitMs = done * paceOf('conversations.info', 'full').intervalMs
    const step = await ctx.db.withTenant(teamId, async (tx) => {
      if (!(await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID))) return { allowed: [], more: false }
      const allowing = await allowByRules(ctx, tx, { audit: 'together' })
      await planChannelSyncs(ctx, { teamId, channels: allowing.allowed, waitMs, tx })
      return allowing
    })
    done += step.allowed.length
    more = step.more
  }
  await ctx.db.withTenant(teamId, async (tx) => {
    await channelJoinsOf(tx).unbar()
    await planJoins(ctx, tx, teamId, await channelJoinsOf(tx).possible())
  })
}
