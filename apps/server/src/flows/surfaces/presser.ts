import type { TeamId, UserId } from '@backscroll/core'
import { installationsOf, type TenantTx, teamsOf, usersOf } from '@backscroll/db'
import type { InteractionOrigin } from '@backscroll/slack'
import type { Context } from '../../context.ts'

/** Somebody of this workspace who has pressed, chosen or sent something off. */
export interface Presser {
  teamId: TeamId
  userId: UserId
  isAdmin: boolean
}

/**
 * Who it is, looked up anew; null when what they do must change nothing: the app is not installed, they belong to another company, have left,
 * or nobody here knows them. In an organization a person comes from any of its workspaces.
 */
export async function readPresser(ctx: Context, tx: TenantTx, { teamId, userId, userTeamId }: InteractionOrigin): Promise<Presser | null> {
  if (!(await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID))) return null
  const person = await usersOf(tx).get(userId)
  if (!person || person.deleted || person.isBot) return null
  const isFromElsewhere = userTeamId !== null && userTeamId !== teamId && !(await teamsOf(tx).get())?.enterpriseId
  return isFromElsewhere ? null : { teamId, userId, isAdmin: await usersOf(tx).isAdmin(userId) }
}
