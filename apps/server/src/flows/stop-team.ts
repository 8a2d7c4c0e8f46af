import type { TeamId } from '@backscroll/core'
import { auditOf, installationsOf, type TenantTx, teamsOf } from '@backscroll/db'
import type { Context } from '../context.ts'

/** Why and when a team's work ends. */
export interface StopReason {
  reason: 'uninstalled' | 'tokens-revoked' | 'token-refused'
  eventTimeMs: number
  /** Bot users whose tokens were revoked; absent means all. */
  botUserIds?: readonly string[]
}

/**
 * Ends all work for a team: its token is dropped, its jobs find no installation, its questions are refused.
 * Safe in any order and any number; an event older than the current install does nothing.
 */
export async function stopTeam(ctx: Context, tx: TenantTx, teamId: TeamId, stop: StopReason): Promise<void> {
  const appId = ctx.config.SLACK_APP_ID
  const installation = await installationsOf(tx).active(teamId, appId)
  if (!installation) return
  // event times have whole seconds: the second of the install itself does not count as older
  if (stop.eventTimeMs + 999 < installation.installedAtMs) return
  if (stop.botUserIds && !stop.botUserIds.includes(installation.botUserId)) return
  const wasActive = await installationsOf(tx).deactivate({ teamId, appId, atMs: ctx.clock.nowMs(), reason: stop.reason })
  if (!wasActive) return
  await teamsOf(tx).setState('uninstalled', ctx.clock.nowMs())
  await auditOf(tx).append({ actor: 'slack', actorKind: 'system', action: 'team.stopped', target: stop.reason, atMs: ctx.clock.nowMs() })
}
