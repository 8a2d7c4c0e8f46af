import { SlackRefusedError, TokenRevokedError } from '@backscroll/core'
import { teamMembersOf, teamsOf, usersOf } from '@backscroll/db'
import type { SignedInPerson, UserRecord } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { storedUser } from '../channels/stored-user.ts'
import { SignInRefusedError } from './sign-in-refused.ts'

/**
 * Asks Slack what it says of a person now, above all whether the person is an admin, and stores it. A workspace whose token works no more is paused:
 * there what was stored has to do.
 * @throws SignInRefusedError for whoever has no place here, and what the gateway throws.
 */
export async function readPerson(ctx: Context, { teamId, userId }: SignedInPerson): Promise<void> {
  const team = await ctx.db.withTenant(teamId, (tx) => teamsOf(tx).get())
  if (!team || team.state === 'uninstalled' || team.state === 'erasing') throw new SignInRefusedError('team_not_installed')
  const version = await ctx.db.withTenant(teamId, (tx) => usersOf(tx).asOf())
  const described = await inSlack(ctx, { teamId, userId })
  if (described) {
    if (described.isStranger) throw new SignInRefusedError('foreign_person')
    await ctx.db.withTenant(teamId, (tx) => usersOf(tx).upsertMany([storedUser(described, ctx.clock.nowMs(), version)]))
  }
  const { known, isDeactivated } = await ctx.db.withTenant(teamId, async (tx) => ({
    known: await usersOf(tx).get(userId),
    isDeactivated: await teamMembersOf(tx).isDeactivated(userId),
  }))
  if (!known) throw new SignInRefusedError('unknown_person')
  if (known.deleted) throw new SignInRefusedError('person_left')
  if (known.isBot) throw new SignInRefusedError('not_a_person')
  if (isDeactivated) throw new SignInRefusedError('deactivated')
}

/** Null where the token of the workspace works no more. */
async function inSlack(ctx: Context, { teamId, userId }: SignedInPerson): Promise<UserRecord | null> {
  try {
    return await (await ctx.slack(teamId)).user(userId)
  } catch (error) {
    if (error instanceof TokenRevokedError) return null
    if (error instanceof SlackRefusedError && error.reason === 'user_not_found') throw new SignInRefusedError('unknown_person')
    throw error
  }
}
