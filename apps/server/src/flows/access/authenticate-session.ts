import { roleOf, UnauthorizedError } from '@backscroll/core'
import { findLoginSession, loginSessionsOf, type SessionHolder } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from './caller.ts'
import { isOperator } from './is-operator.ts'
import { csrfTokenOf, hashOfSession } from './session-secret.ts'

/** A browser that was silent for longer has to sign in again. */
export const SESSION_IDLE_MS = 12 * 3_600_000

const OVER = 'You are not signed in any more. Sign in again.'

/** Reads a session with the standing of its person at this moment, so that a right that was taken is gone at once. @throws UnauthorizedError */
export async function authenticateSession(ctx: Context, secret: string): Promise<Caller> {
  const nowMs = ctx.clock.nowMs()
  const holder = await ctx.db.withSystem((tx) => findLoginSession(tx, hashOfSession(secret)))
  const reason = holder ? refusal(holder, nowMs) : OVER
  if (!holder || reason !== null) throw new UnauthorizedError(reason ?? OVER)
  const { teamId, userId, sessionHash } = holder
  await ctx.db.withTenant(teamId, (tx) => loginSessionsOf(tx).noteUse(sessionHash, nowMs))
  const via = { kind: 'session' as const, sessionHash, csrfToken: csrfTokenOf(secret) }
  return { teamId, userId, role: roleOf(holder), isOperator: isOperator(ctx.config, { teamId, userId }), via }
}

function refusal(holder: SessionHolder, nowMs: number): string | null {
  if (holder.revokedAtMs !== null || holder.expiresAtMs <= nowMs || holder.lastSeenAtMs + SESSION_IDLE_MS <= nowMs) return OVER
  if (holder.teamState === 'uninstalled' || holder.teamState === 'erasing') return 'Backscroll is not connected to this workspace now.'
  if (holder.isDeactivated) return 'An admin of your workspace has ended your access to Backscroll.'
  return holder.isPersonThere ? null : 'You are not in this workspace any more.'
}
