import { type TeamId, TokenRevokedError } from '@backscroll/core'
import { installationsOf } from '@backscroll/db'
import type { Context } from '../context.ts'
import { stopTeam } from './stop-team.ts'

/**
 * Slack refused a team's token: asks Slack once whether that is so, and then ends the team's work as a revocation would.
 * @returns false when the token works after all, so that the refused work can be repeated.
 */
export async function noticeRefusedToken(ctx: Context, teamId: TeamId): Promise<boolean> {
  const eventTimeMs = ctx.clock.nowMs()
  const isInstalled = await ctx.db.withTenant(teamId, (tx) => installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID))
  if (!isInstalled) return true
  try {
    await (await ctx.slack(teamId)).authTest()
    return false
  } catch (error) {
    if (!(error instanceof TokenRevokedError)) throw error
    await ctx.db.withTenant(teamId, (tx) => stopTeam(ctx, tx, teamId, { reason: 'token-refused', eventTimeMs }))
    ctx.log.warn({ teamId }, 'team stopped: Slack refuses its token')
    return true
  }
}
