import { randomUUID } from 'node:crypto'
import { type InviteRow, isAtLeast, type MadeInvite, type Role } from '@backscroll/contracts'
import { ConflictError, NotFoundError, type TeamRole } from '@backscroll/core'
import { type Invite, invitesOf, type TenantTx, teamMembersOf, usersOf } from '@backscroll/db'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'
import { iso, isoOrNull } from '../access/iso.ts'
import { readPlace, writePlace } from '../access/page-place.ts'
import { personNamed } from '../access/person-named.ts'
import { hashOfInvite, inviteLink, mintInvite } from './invite-link.ts'
import { assertMayGive, NOBODY } from './may-give.ts'

/** A link that nobody has followed by then is worth nothing. */
export const INVITE_LIFE_MS = 7 * 86_400_000

const place = z.strictObject({ createdAtMs: z.int(), inviteId: z.guid() })

/** A page of the invitations, newest first, those that are over too. */
export async function listInvites(ctx: Context, { teamId }: Caller, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const after = readPlace(place, cursor)
  const nowMs = ctx.clock.nowMs()
  return ctx.db.withTenant(teamId, async (tx) => {
    const found = await invitesOf(tx).page({ after, limit: limit + 1 })
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    const hasMore = found.length > limit
    const next = hasMore && last ? { createdAtMs: last.createdAtMs, inviteId: last.inviteId } : null
    return { data: await shownInvites(tx, shown, nowMs), nextCursor: writePlace(next), hasMore }
  })
}

/**
 * Invites one person of the workspace to a role, instead of whatever waited for them before. The link is told here and never again.
 * @throws ForbiddenError beyond the own role, NotFoundError, or ConflictError for somebody who is shut out or has as much already.
 */
export async function createInvite(ctx: Context, caller: Caller, { userId, role }: { userId: string; role: Role }): Promise<MadeInvite> {
  const atMs = ctx.clock.nowMs()
  const token = mintInvite()
  const invite = { inviteId: randomUUID(), tokenHash: hashOfInvite(token), userId, role, invitedBy: caller.userId }
  return ctx.db.withTenant(caller.teamId, async (tx) => {
    const held = await teamMembersOf(tx).heldRole(userId)
    assertMayGive(caller, [held, role])
    await assertInvitable(tx, userId, { held, role })
    const replaced = await invitesOf(tx).revokeOf(userId, atMs)
    await invitesOf(tx).add({ ...invite, createdAtMs: atMs, expiresAtMs: atMs + INVITE_LIFE_MS })
    await audited(tx, caller, { action: 'invite.created', target: userId, diff: { invite: invite.inviteId, role, replaced }, atMs })
    const made = await invitesOf(tx).get(invite.inviteId)
    const [shown] = made ? await shownInvites(tx, [made], atMs) : []
    if (!shown) throw new NotFoundError(NO_INVITE)
    return { ...shown, url: inviteLink(ctx, token) }
  })
}

/** Takes an invitation back; its link opens nothing from now on. @throws NotFoundError also for one that is over, ForbiddenError */
export async function revokeInvite(ctx: Context, caller: Caller, inviteId: string): Promise<void> {
  const atMs = ctx.clock.nowMs()
  await ctx.db.withTenant(caller.teamId, async (tx) => {
    const invite = await invitesOf(tx).get(inviteId)
    if (!invite) throw new NotFoundError(NO_INVITE)
    assertMayGive(caller, [invite.role])
    if (!(await invitesOf(tx).revoke(inviteId, atMs))) throw new NotFoundError(NO_INVITE)
    await audited(tx, caller, { action: 'invite.revoked', target: invite.userId, diff: { invite: inviteId }, atMs })
  })
}

export const NO_INVITE = 'There is no such invitation, or it is over.'

async function assertInvitable(tx: TenantTx, userId: string, { held, role }: { held: TeamRole | null; role: TeamRole }): Promise<void> {
  const person = await usersOf(tx).get(userId)
  if (!person || person.deleted || person.isBot) throw new NotFoundError(NOBODY)
  if (await teamMembersOf(tx).isDeactivated(userId))
    throw new ConflictError('This person is deactivated. Reactivate them first: their role is still there.')
  if (held !== null && isAtLeast(held, role)) throw new ConflictError(`This person has the role "${held}" already.`)
}

/** What became of an invitation. */
export function inviteState(invite: Invite, nowMs: number): InviteRow['state'] {
  if (invite.redeemedAtMs !== null) return 'redeemed'
  if (invite.revokedAtMs !== null) return 'revoked'
  return invite.expiresAtMs <= nowMs ? 'expired' : 'open'
}

async function shownInvites(tx: TenantTx, invites: readonly Invite[], nowMs: number): Promise<InviteRow[]> {
  const names = await usersOf(tx).names(invites.flatMap(({ userId, invitedBy }) => [userId, invitedBy]))
  return invites.map((invite) => ({
    id: invite.inviteId,
    user: personNamed(names, invite.userId),
    role: invite.role,
    invitedBy: personNamed(names, invite.invitedBy),
    state: inviteState(invite, nowMs),
    createdAt: iso(invite.createdAtMs),
    expiresAt: iso(invite.expiresAtMs),
    sentAt: isoOrNull(invite.sentAtMs),
    endedAt: isoOrNull(invite.redeemedAtMs ?? invite.revokedAtMs),
  }))
}
