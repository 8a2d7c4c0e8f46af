import type { TeamStatus } from '@backscroll/contracts'
import { ConflictError, NotFoundError } from '@backscroll/core'
import { installationsOf, PAUSED_BY_ADMIN, type Team, type TenantTx, teamReadingOf, teamsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'
import { isoOrNull } from '../access/iso.ts'

/** Whether the workspace is read and answered. */
export const readTeamStatus = ({ db }: Pick<Context, 'db'>, { teamId }: Caller): Promise<TeamStatus> =>
  db.withTenant(teamId, async (tx) => shown(await teamsOf(tx).get()))

/**
 * Pauses a workspace, so that nothing is read, kept or answered and nothing is lost, or resumes it: what it missed is read then. Said twice, it
 * is so already. @throws ConflictError for a workspace that only a new install brings back.
 */
export async function changeTeamStatus(ctx: Context, caller: Caller, wanted: 'active' | 'paused'): Promise<TeamStatus> {
  return ctx.db.withTenant(caller.teamId, async (tx) => {
    const team = await teamsOf(tx).lock()
    const isPaused = team?.state === 'paused'
    if (isPaused && team.pausedReason !== PAUSED_BY_ADMIN)
      throw new ConflictError('Slack refuses the token of this workspace. Install Backscroll again.')
    if (!isPaused && team?.state !== 'active') throw new ConflictError('Only a workspace that is installed and read can be paused.')
    if (isPaused !== (wanted === 'paused')) await change(ctx, tx, caller, wanted)
    return shown(await teamsOf(tx).get())
  })
}

async function change(ctx: Context, tx: TenantTx, caller: Caller, wanted: 'active' | 'paused'): Promise<void> {
  const { teamId } = caller
  const atMs = ctx.clock.nowMs()
  await audited(tx, caller, { action: wanted === 'paused' ? 'team.pause' : 'team.resume', target: teamId, atMs })
  if (wanted === 'paused') {
    await teamReadingOf(tx).noteLoss(atMs)
    return teamsOf(tx).pause(PAUSED_BY_ADMIN)
  }
  await teamsOf(tx).setState('active', atMs)
  const installation = await installationsOf(tx).latest(teamId, ctx.config.SLACK_APP_ID)
  // an uninstall may have been announced meanwhile
  if (installation) await ctx.enqueue('installation.check', { teamId, generation: installation.generation }, { tx })
  await ctx.enqueue('team.reconcile', { teamId, trigger: 'downtime' }, { tx })
}

function shown(team: Team | null): TeamStatus {
  if (!team) throw new NotFoundError('There is no such workspace.')
  return { state: team.state, eraseAfter: isoOrNull(team.eraseAfterMs) }
}
