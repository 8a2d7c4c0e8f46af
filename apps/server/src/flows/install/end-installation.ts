import type { TeamId } from '@backscroll/core'
import { auditOf, installationsOf, type TenantTx, teamsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { readSettings } from '../settings/read-settings.ts'

const HOUR_MS = 3_600_000

/** Which install ends, and what the team is afterwards: gone, or waiting for a new install. */
export interface Ending {
  teamId: TeamId
  /** A newer install is left alone. */
  generation: number
  becomes: 'uninstalled' | 'paused'
  /** Slack's word, or what Slack announced. */
  reason: string
}

/**
 * Ends all work for a team: its token is dropped, its jobs find no installation, its questions are refused; uninstalled, its clock runs. Any number of times; a paused
 * team that turns out to be uninstalled becomes that. @returns whether anything changed.
 */
export async function endInstallation(ctx: Context, tx: TenantTx, { teamId, generation, becomes, reason }: Ending): Promise<boolean> {
  const atMs = ctx.clock.nowMs()
  const wasActive = await installationsOf(tx).deactivate({ teamId, appId: ctx.config.SLACK_APP_ID, generation, atMs, reason })
  const isLearned = becomes === 'uninstalled' && (await teamsOf(tx).get())?.state === 'paused'
  if (!wasActive && !isLearned) return false
  if (becomes === 'paused') await teamsOf(tx).pause(reason)
  else {
    await teamsOf(tx).setState('uninstalled', atMs)
    await teamsOf(tx).eraseAfter(atMs + (await readSettings(tx)).erase_after_hours * HOUR_MS)
  }
  const action = becomes === 'paused' ? 'team.paused' : 'team.stopped'
  await auditOf(tx).append({ actor: 'slack', actorKind: 'system', action, target: reason, atMs })
  return true
}
