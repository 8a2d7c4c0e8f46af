import type { Scope } from '@backscroll/contracts'
import { type ApiKey, isHashOfApiKey, RateLimitedError, readApiKey, roleOf, type TeamId, UnauthorizedError } from '@backscroll/core'
import { type ApiKeyHolder, apiKeysOf, type CallKind, findApiKey } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from './caller.ts'
import { isOperator } from './is-operator.ts'

/** Of each kind, so many calls of one key in any minute, over all processes. */
const CALLS_A_MINUTE = 60
const MINUTE_MS = 60_000
/** What an unknown prefix is compared with, so that it takes as long as a known one. */
const NO_HASH = '0'.repeat(64)

/**
 * Reads `Authorization: Bearer bsk_...`. Why a key opens nothing is told only to whoever has the whole key.
 * @throws UnauthorizedError
 */
export async function authenticateKey(ctx: Context, authorization: string): Promise<Caller> {
  const key = readApiKey(/^bearer (\S+)$/i.exec(authorization)?.[1] ?? '')
  if (!key) throw new UnauthorizedError('Send a key of this API in the header "Authorization: Bearer bsk_...".')
  const holder = await ctx.db.withSystem((tx) => findApiKey(tx, key.prefix))
  const reason = refusal(key, holder, ctx.clock.nowMs())
  if (!holder || reason !== null) throw new UnauthorizedError(reason ?? WRONG)
  const { teamId, actsAsUserId: userId, prefix } = holder
  // what a key was made for is checked when it is made; a scope of another version opens no route
  const via = { kind: 'key' as const, prefix, scopes: holder.scopes as Scope[] }
  return { teamId, userId, role: roleOf(holder), isOperator: isOperator(ctx.config, { teamId, userId }), via }
}

const WRONG = 'This key opens nothing here.'

function refusal(key: ApiKey, holder: ApiKeyHolder | null, nowMs: number): string | null {
  if (!isHashOfApiKey(key, holder?.hash ?? NO_HASH) || !holder) return WRONG
  if (holder.revokedAtMs !== null) return 'This key was revoked.'
  if (holder.expiresAtMs <= nowMs) return 'This key has expired.'
  if (holder.teamState !== 'active' && holder.teamState !== 'installing') return 'Backscroll is not connected to this workspace now.'
  if (holder.isDeactivated) return 'The person for whom this key acts was deactivated here.'
  return holder.isPersonThere ? null : 'The person for whom this key acts is not in the workspace any more.'
}

/** Counts a call of a key. @throws RateLimitedError when the key has used up its minute. */
export async function countKeyCall(ctx: Context, { teamId, prefix }: { teamId: TeamId; prefix: string }, kind: CallKind): Promise<void> {
  const ask = { limit: CALLS_A_MINUTE, windowMs: MINUTE_MS, nowMs: ctx.clock.nowMs() }
  const waitMs = await ctx.db.withTenant(teamId, (tx) => apiKeysOf(tx).take(prefix, kind, ask))
  if (waitMs > 0) throw new RateLimitedError(`A key is good for ${CALLS_A_MINUTE} calls of this kind a minute.`, waitMs)
}
