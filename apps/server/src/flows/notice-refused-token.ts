import { type TeamId, TokenRevokedError } from '@backscroll/core'
import type { Context } from '../context.ts'
import { stopTeam } from './stop-team.ts'

/** Slack refused a team's token: asks Slack once whether that is so, and then ends the team's work as a revocation would. */
export async function noticeRefusedToken(ctx: Context, teamId: TeamId): Promise<void> {
  const eventTimeMs = ctx.clock.nowMs()
  try {
    await (await ctx.slack(teamId)).authTest()
  } catch (error) {
    if (!(error instanceof TokenRevokedError)) throw error
    await ctx.db.withTenant(teamId, (tx) => stopTeam(ctx, tx, teamId, { reason: 'token-refused', eventTimeMs }))
    ctx.log.warn({ teamId }, 'team stopped: Slack refuses its token')
  }
}
