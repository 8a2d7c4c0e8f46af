import { ConflictError, NotFoundError } from '@backscroll/core'
import { invitesOf, loginSessionsOf, teamMembersOf, usersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'
import { assertMayGive, LAST_OWNER, NOBODY } from './may-give.ts'

/**
 * Shuts a person out: sessions and invitations end, keys open nothing, and signing in and asking in Slack are refused until somebody lets the person
 * in again. The role stays. Saying so twice changes nothing.
 * @throws ForbiddenError, NotFoundError, or ConflictError for the last owner and for oneself.
 */
export async function setMemberStatus(ctx: Context, caller: Caller, userId: string, state: 'active' | 'deactivated'): Promise<void> {
  const atMs = ctx.clock.nowMs()
  await ctx.db.withTenant(caller.teamId, async (tx) => {
    const members = teamMembersOf(tx)
    assertMayGive(caller, [await members.heldRole(userId)])
    const isKnown = (await usersOf(tx).get(userId)) !== null || (await members.isDeactivated(userId))
    if (!isKnown) throw new NotFoundError(NOBODY)
    if (state === 'active') {
      if (await members.reactivate(userId)) await audited(tx, caller, { action: 'member.reactivated', target: userId, atMs })
      return
    }
    if (userId === caller.userId) throw new ConflictError('Somebody else has to end your own access.')
    const outcome = await members.deactivate(userId, { by: caller.userId, atMs })
    if (outcome === 'last-owner') throw new ConflictError(LAST_OWNER)
    if (outcome === 'unchanged') return
    const sessions = await loginSessionsOf(tx).revokeAll(userId, { atMs })
    const invites = await invitesOf(tx).revokeOf(userId, atMs)
    await audited(tx, caller, { action: 'member.deactivated', target: userId, diff: { sessions, invites }, atMs })
  })
}
