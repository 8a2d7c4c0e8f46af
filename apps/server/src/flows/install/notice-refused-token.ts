import { type TeamId, TokenRevokedError } from '@backscroll/core'
import { installationsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { endInstallation } from './end-installation.ts'

/**
 * Slack refused a team's token: asks Slack once whether that is so, and then pauses the team with Slack's word for it, until the app is
 * installed again. @returns false when the token works after all, so that the refused work can be repeated.
 */
export async function noticeRefusedToken(ctx: Context, teamId: TeamId): Promise<boolean> {
  const installation = await ctx.db.withTenant(teamId, (tx) => installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID))
  if (!installation) return true
  try {
    await (await ctx.slack(teamId)).authTest()
    return false
  } catch (error) {
    if (!(error instanceof TokenRevokedError)) throw error
    const { generation } = installation
    const isPaused = await ctx.db.withTenant(teamId, (tx) =>
      endInstallation(ctx, tx, { teamId, generation, becomes: 'paused', reason: error.reason }),
    )
    if (isPaused) ctx.telemetry.notice('team paused: Slack refuses its token', { teamId, reason: error.reason })
    return true
  }
}
