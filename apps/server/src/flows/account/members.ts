import type { Member, Role } from '@backscroll/contracts'
import { ConflictError, NotFoundError, roleOf } from '@backscroll/core'
import { invitesOf, type ListedMember, listMembers, loginSessionsOf, type TenantTx, teamMembersOf, usersOf } from '@backscroll/db'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import { SESSION_IDLE_MS } from '../access/authenticate-session.ts'
import type { Caller } from '../access/caller.ts'
import { iso, isoOrNull } from '../access/iso.ts'
import { readPlace, writePlace } from '../access/page-place.ts'
import { personNamed } from '../access/person-named.ts'
import { assertMayGive, LAST_OWNER, NOBODY } from './may-give.ts'

const place = z.strictObject({ rank: z.int().min(0).max(9), userId: z.string().max(40) })

/** A page of the people with a role, and of those who came by the right that Slack gives; who may do most is first. */
export async function readMembers(ctx: Context, { teamId }: Caller, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const after = readPlace(place, cursor)
  const nowMs = ctx.clock.nowMs()
  return ctx.db.withTenant(teamId, async (tx) => {
    const { members, next } = await listMembers(tx, { after, limit, open: { nowMs, usedSinceMs: nowMs - SESSION_IDLE_MS } })
    const names = await usersOf(tx).names(members.flatMap(({ grantedBy, deactivated }) => [grantedBy ?? [], deactivated?.by ?? []].flat()))
    return { data: members.map((member) => shownMember(member, names)), nextCursor: writePlace(next), hasMore: next !== null }
  })
}

/** Gives a role. Only owners make owners or change one. @throws ForbiddenError, NotFoundError, or ConflictError for the last owner. */
export async function setMember(ctx: Context, caller: Caller, userId: string, role: Role): Promise<void> {
  await ctx.db.withTenant(caller.teamId, async (tx) => {
    const held = await teamMembersOf(tx).heldRole(userId)
    assertMayGive(caller, [held, role])
    const person = await usersOf(tx).get(userId)
    if (!person || person.deleted || person.isBot) throw new NotFoundError(NOBODY)
    const outcome = await teamMembersOf(tx).setRole(userId, role, { by: caller.userId, atMs: ctx.clock.nowMs() })
    if (outcome === 'last-owner') throw new ConflictError(LAST_OWNER)
  })
}

/**
 * Takes a role away, with any invitation that waits, and signs the person out everywhere. What Slack gives is left: whoever is an admin there comes back as one.
 * @throws ForbiddenError, NotFoundError, or ConflictError for the last owner.
 */
export async function removeMember(ctx: Context, caller: Caller, userId: string): Promise<void> {
  const atMs = ctx.clock.nowMs()
  await ctx.db.withTenant(caller.teamId, async (tx) => {
    assertMayGive(caller, [await teamMembersOf(tx).heldRole(userId)])
    const outcome = await teamMembersOf(tx).remove(userId, { by: caller.userId, atMs })
    if (outcome === 'last-owner') throw new ConflictError(LAST_OWNER)
    // a link that is still out there would give the role back
    await invitesOf(tx).revokeOf(userId, atMs)
    const sessions = await loginSessionsOf(tx).revokeAll(userId, { atMs })
    if (outcome === 'unknown') await noteSignedOut(tx, caller, { userId, sessions, atMs })
  })
}

/** Signs somebody out everywhere; the role stays. @throws NotFoundError */
export async function endMemberSessions(ctx: Context, caller: Caller, userId: string): Promise<void> {
  const atMs = ctx.clock.nowMs()
  await ctx.db.withTenant(caller.teamId, async (tx) => {
    const sessions = await loginSessionsOf(tx).revokeAll(userId, { atMs })
    await noteSignedOut(tx, caller, { userId, sessions, atMs })
  })
}

/** Somebody was signed out, and nothing else changed. */
async function noteSignedOut(tx: TenantTx, caller: Caller, out: { userId: string; sessions: number; atMs: number }): Promise<void> {
  const { userId, sessions, atMs } = out
  if (sessions === 0 && !(await usersOf(tx).get(userId))) throw new NotFoundError(NOBODY)
  await audited(tx, caller, { action: 'member.signed-out', target: userId, diff: { sessions }, atMs })
}

const shownMember = (member: ListedMember, names: ReadonlyMap<string, string>): Member => ({
  user: { userId: member.userId, name: member.name },
  role: roleOf(member),
  origin: member.givenRole === null ? 'slack' : 'given',
  isSlackAdmin: member.isSlackAdmin,
  isGuest: member.isGuest,
  hasLeft: member.hasLeft,
  isLastOwner: member.isLastOwner,
  grantedBy: member.grantedBy === null ? null : personNamed(names, member.grantedBy),
  grantedAt: isoOrNull(member.grantedAtMs),
  lastSignInAt: isoOrNull(member.lastSignInAtMs),
  openSessions: member.openSessions,
  deactivated: member.deactivated && { by: personNamed(names, member.deactivated.by), at: iso(member.deactivated.atMs) },
})
