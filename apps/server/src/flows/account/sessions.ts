import type { OpenSession } from '@backscroll/contracts'
import { isAtLeast } from '@backscroll/contracts'
import { ForbiddenError, NotFoundError } from '@backscroll/core'
import { type LoginSession, loginSessionsOf, usersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import { SESSION_IDLE_MS } from '../access/authenticate-session.ts'
import type { Caller } from '../access/caller.ts'
import { iso } from '../access/iso.ts'
import { personNamed } from '../access/person-named.ts'

/** Of a page that has no further one: nobody looks through more browsers than these. */
const MOST_SHOWN = 500
const NO_SESSION = 'There is no such session.'

const isAdmin = ({ role }: Caller): boolean => isAtLeast(role, 'admin')
const hashOf = ({ via }: Caller): string => (via.kind === 'session' ? via.sessionHash : '')

/** Browsers that are signed in, the ones used last first: one's own, or for admins everybody's. */
export async function listSessions(ctx: Context, caller: Caller, { of }: { of: 'me' | 'team' }) {
  if (of === 'team' && !isAdmin(caller)) throw new ForbiddenError('Only admins see the browsers of others.')
  const nowMs = ctx.clock.nowMs()
  return ctx.db.withTenant(caller.teamId, async (tx) => {
    const whose = of === 'me' ? { userId: caller.userId } : {}
    const open = (await loginSessionsOf(tx).list({ ...whose, nowMs })).filter(({ lastSeenAtMs }) => lastSeenAtMs + SESSION_IDLE_MS > nowMs)
    const shown = open.slice(0, MOST_SHOWN)
    const names = await usersOf(tx).names(shown.map(({ userId }) => userId))
    return {
      data: shown.map((session) => shownSession(session, names, hashOf(caller))),
      nextCursor: null,
      hasMore: open.length > MOST_SHOWN,
    }
  })
}

/** Signs this browser out. */
export async function endSession(ctx: Context, caller: Caller): Promise<void> {
  const atMs = ctx.clock.nowMs()
  await ctx.db.withTenant(caller.teamId, async (tx) => {
    if (!(await loginSessionsOf(tx).revoke(hashOf(caller), atMs))) throw new NotFoundError(NO_SESSION)
    await audited(tx, caller, { action: 'session.ended', target: hashOf(caller), atMs })
  })
}

/** Signs the person out everywhere else. */
export async function endOtherSessions(ctx: Context, caller: Caller): Promise<void> {
  const atMs = ctx.clock.nowMs()
  await ctx.db.withTenant(caller.teamId, async (tx) => {
    const ended = await loginSessionsOf(tx).revokeAll(caller.userId, { exceptHash: hashOf(caller), atMs })
    await audited(tx, caller, { action: 'session.ended-elsewhere', target: caller.userId, diff: { sessions: ended }, atMs })
  })
}

/** Signs one browser out: one's own, or for admins anybody's. @throws NotFoundError also for one of somebody else. */
export async function revokeSession(ctx: Context, caller: Caller, sessionId: string): Promise<void> {
  const atMs = ctx.clock.nowMs()
  await ctx.db.withTenant(caller.teamId, async (tx) => {
    const session = await loginSessionsOf(tx).get(sessionId)
    const mayEnd = session !== null && (session.userId === caller.userId || isAdmin(caller))
    if (!mayEnd || !(await loginSessionsOf(tx).revoke(sessionId, atMs))) throw new NotFoundError(NO_SESSION)
    await audited(tx, caller, { action: 'session.revoked', target: sessionId, diff: { user: session.userId }, atMs })
  })
}

const shownSession = (session: LoginSession, names: ReadonlyMap<string, string>, currentHash: string): OpenSession => ({
  id: session.sessionHash,
  user: personNamed(names, session.userId),
  isCurrent: session.sessionHash === currentHash,
  createdAt: iso(session.createdAtMs),
  lastSeenAt: iso(session.lastSeenAtMs),
  expiresAt: iso(Math.min(session.expiresAtMs, session.lastSeenAtMs + SESSION_IDLE_MS)),
  browser: session.userAgent,
})
