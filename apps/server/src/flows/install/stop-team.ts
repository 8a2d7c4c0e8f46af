import type { TeamId } from '@backscroll/core'
import { installationsOf, type TenantTx } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { endInstallation } from './end-installation.ts'

/** What Slack announced, and when. */
export interface StopReason {
  reason: 'uninstalled' | 'tokens-revoked'
  eventTimeMs: number
  /** Bot users whose tokens were revoked; absent means all. */
  botUserIds?: readonly string[]
}

/** Event times have whole seconds of Slack's clock, installs are timed by ours: this near to an install, only Slack knows which came first. */
const UNSURE_MS = 300_000

/**
 * Ends the work of a team that Slack says is over. The announcements come in any order, repeat, and may be older than a reinstall: an old
 * one does nothing, and where time does not tell, or a token may have been renewed since, a job asks Slack about this very install.
 */
export async function stopTeam(ctx: Context, tx: TenantTx, teamId: TeamId, stop: StopReason): Promise<void> {
  const installation = await installationsOf(tx).latest(teamId, ctx.config.SLACK_APP_ID)
  if (!installation) return
  if (stop.botUserIds && !stop.botUserIds.includes(installation.botUserId)) return
  const { generation, isActive, isPaused, rotation, installedAtMs } = installation
  const sinceInstallMs = stop.eventTimeMs - installedAtMs
  if (sinceInstallMs < -UNSURE_MS) return
  const isSure = sinceInstallMs > UNSURE_MS && (stop.reason === 'uninstalled' || rotation === null)
  // whoever resumes a paused team asks Slack
  if (isActive && !isSure && isPaused) return
  if (isActive && !isSure) return ctx.enqueue('installation.check', { teamId, generation }, { tx })
  await endInstallation(ctx, tx, { teamId, generation, becomes: 'uninstalled', reason: stop.reason })
}
