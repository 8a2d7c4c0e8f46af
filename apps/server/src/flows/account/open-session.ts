import { createHash } from 'node:crypto'
import { roleOf } from '@backscroll/core'
import { auditOf, installationsOf, loginSessionsOf, type TenantTx, teamMembersOf, usersOf } from '@backscroll/db'
import type { SignedInPerson } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { hashOfSession, mintSession } from '../access/session-secret.ts'
import { redeemInvite } from './redeem-invite.ts'

/** However often it is used, a session ends after this. */
export const SESSION_LIFE_MS = 30 * 86_400_000

/** What the browser gets, once. */
export interface NewSession {
  secret: string
}

/**
 * Opens a session for a person of a workspace, and takes up the invitation by which they came. Whoever installed the app becomes the owner where there
 * is none. @throws SignInRefusedError when the invitation does not hold: then there is no session either.
 */
export async function openSession(
  ctx: Context,
  {
    teamId,
    userId,
    address,
    userAgent,
    inviteHash,
  }: SignedInPerson & { address: string; userAgent: string | null; inviteHash: string | null },
): Promise<NewSession> {
  const secret = mintSession()
  const sessionHash = hashOfSession(secret)
  const createdAtMs = ctx.clock.nowMs()
  const ipHash = createHash('sha256').update(`${teamId} ${address}`).digest('base64url')
  await ctx.db.withTenant(teamId, async (tx) => {
    const installation = await installationsOf(tx).latest(teamId, ctx.config.SLACK_APP_ID)
    if (installation?.installerUserId === userId) await teamMembersOf(tx).becomeFirstOwner(userId, createdAtMs)
    if (inviteHash !== null) await redeemInvite(tx, { tokenHash: inviteHash, userId, atMs: createdAtMs })
    await loginSessionsOf(tx).open({ sessionHash, userId, createdAtMs, expiresAtMs: createdAtMs + SESSION_LIFE_MS, ipHash, userAgent })
    await teamMembersOf(tx).noteLogin(userId, createdAtMs)
    const diff = { role: await roleNow(tx, userId) }
    await auditOf(tx).append({ actor: userId, actorKind: 'user', action: 'session.opened', target: sessionHash, diff, atMs: createdAtMs })
  })
  return { secret }
}

async function roleNow(tx: TenantTx, userId: string): Promise<string> {
  const [user, member] = [await usersOf(tx).get(userId), await teamMembersOf(tx).get(userId)]
  const isSlackAdmin = user?.isAdmin === true || user?.isOwner === true
  const isGuest = user?.isRestricted === true || user?.isUltraRestricted === true
  return roleOf({ givenRole: member?.role ?? null, isSlackAdmin, isGuest })
}
