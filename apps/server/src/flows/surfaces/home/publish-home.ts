import { SlackRefusedError, type TeamId, type UserId } from '@backscroll/core'
import { installationsOf, usersOf } from '@backscroll/db'
import { homeBlocks } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { readAdminHome } from './read-admin-home.ts'
import { readMemberHome } from './read-member-home.ts'

/**
 * Shows somebody the Home tab as it is now; what is for admins goes to those whom Slack names so at this moment, and to nobody else.
 * @param from of the channels, the first that an admin sees.
 */
export async function publishHome(ctx: Context, { teamId, userId, from }: { teamId: TeamId; userId: UserId; from: number }): Promise<void> {
  const home = await ctx.db.withTenant(teamId, async (tx) => {
    const person = await usersOf(tx).get(userId)
    const isHere = (await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)) !== null
    if (!isHere || !person || person.deleted || person.isBot) return null
    const member = await readMemberHome(ctx, tx, userId)
    return (await usersOf(tx).isAdmin(userId)) ? { member, admin: await readAdminHome(ctx, tx, { userId, from }) } : { member }
  })
  if (!home) return
  try {
    await (await ctx.slack(teamId)).publishHome({ userId, blocks: homeBlocks(home) })
  } catch (error) {
    if (!(error instanceof SlackRefusedError)) throw error
    ctx.log.warn({ teamId, reason: error.reason }, 'a Home tab was not taken')
  }
}
