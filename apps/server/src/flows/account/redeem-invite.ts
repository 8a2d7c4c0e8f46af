import { isAtLeast } from '@backscroll/contracts'
import { roleOf, type TeamRole } from '@backscroll/core'
import { auditOf, findInvite, type Invite, invitesOf, type TenantTx, teamMembersOf, usersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { hashOfInvite, isInviteToken } from './invite-link.ts'
import { inviteState } from './invites.ts'
import { type InviteRefusal, SignInRefusedError } from './sign-in-refused.ts'

const OVER = { redeemed: 'invite_used', revoked: 'invite_revoked', expired: 'invite_expired' } as const

/** What a link leads to before anybody has signed in. Looking uses nothing up. @throws SignInRefusedError for one that is over or none. */
export async function lookAtInvite(ctx: Context, token: string) {
  const invite = isInviteToken(token) ? await ctx.db.withSystem((tx) => findInvite(tx, hashOfInvite(token))) : null
  if (!invite) throw new SignInRefusedError('invite_unknown')
  if (invite.teamState === 'uninstalled' || invite.teamState === 'erasing') throw new SignInRefusedError('team_not_installed')
  const state = inviteState(invite, ctx.clock.nowMs())
  if (state !== 'open') throw new SignInRefusedError(OVER[state])
  return {
    teamId: invite.teamId,
    teamName: invite.teamName,
    role: invite.role,
    tokenHash: invite.tokenHash,
    expiresAtMs: invite.expiresAtMs,
  }
}

/**
 * Gives the person who signs in the role that waits, once. It never takes away: whoever holds as much keeps what they have.
 * @throws SignInRefusedError for anybody else, for a link that is over, and where whoever invited may give this role no more.
 */
export async function redeemInvite(
  tx: TenantTx,
  { tokenHash, userId, atMs }: { tokenHash: string; userId: string; atMs: number },
): Promise<void> {
  const held = await teamMembersOf(tx).heldRole(userId)
  const invite = await invitesOf(tx).byToken(tokenHash)
  const reason = await refusal(tx, invite, { userId, atMs })
  if (!invite || reason !== null) throw new SignInRefusedError(reason ?? 'invite_unknown')
  if (!(await invitesOf(tx).redeem(invite.inviteId, atMs))) throw new SignInRefusedError('invite_used')
  const diff = { invite: invite.inviteId }
  await auditOf(tx).append({ actor: userId, actorKind: 'user', action: 'invite.redeemed', target: userId, diff, atMs })
  if (held === null || !isAtLeast(held, invite.role)) await teamMembersOf(tx).setRole(userId, invite.role, { by: invite.invitedBy, atMs })
}

async function refusal(
  tx: TenantTx,
  invite: Invite | null,
  { userId, atMs }: { userId: string; atMs: number },
): Promise<InviteRefusal | null> {
  if (!invite) return 'invite_unknown'
  if (invite.userId !== userId) return 'invite_of_another'
  const state = inviteState(invite, atMs)
  if (state !== 'open') return OVER[state]
  return (await mayGive(tx, invite)) ? null : 'invite_revoked'
}

/** Whether whoever invited could give the role today, too. */
async function mayGive(tx: TenantTx, { invitedBy, role }: Invite): Promise<boolean> {
  const giver = await usersOf(tx).get(invitedBy)
  if (!giver || giver.deleted || (await teamMembersOf(tx).isDeactivated(invitedBy))) return false
  const given: TeamRole | null = (await teamMembersOf(tx).get(invitedBy))?.role ?? null
  const standing = {
    givenRole: given,
    isSlackAdmin: giver.isAdmin || giver.isOwner,
    isGuest: giver.isRestricted || giver.isUltraRestricted,
  }
  return isAtLeast(roleOf(standing), role === 'owner' ? 'owner' : 'admin')
}
