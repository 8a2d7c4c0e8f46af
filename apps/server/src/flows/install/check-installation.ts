import { type TeamId, TokenRevokedError } from '@backscroll/core'
import { installationsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { endInstallation } from './end-installation.ts'

/** Asks Slack whether an install that was announced to be over is over, and ends it then. A newer install is not asked about. */
export async function checkInstallation(ctx: Context, { teamId, generation }: { teamId: TeamId; generation: number }): Promise<void> {
  const installation = await ctx.db.withTenant(teamId, (tx) => installationsOf(tx).latest(teamId, ctx.config.SLACK_APP_ID))
  if (installation?.generation !== generation || installation.isPaused) return
  if (installation.isActive && (await isAlive(ctx, teamId))) {
    ctx.telemetry.notice('an announced end was not the end of this install', { teamId, generation })
    return
  }
  await ctx.db.withTenant(teamId, (tx) => endInstallation(ctx, tx, { teamId, generation, becomes: 'uninstalled', reason: 'uninstalled' }))
}

async function isAlive(ctx: Context, teamId: TeamId): Promise<boolean> {
  try {
    await (await ctx.slack(teamId)).authTest()
    return true
  } catch (error) {
    if (error instanceof TokenRevokedError) return false
    throw error
  }
}
