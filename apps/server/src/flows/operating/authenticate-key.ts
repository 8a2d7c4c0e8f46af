import { type ApiKey, isHashOfApiKey, RateLimitedError, readApiKey, type TeamId, UnauthorizedError, type UserId } from '@backscroll/core'
import { type ApiKeyHolder, apiKeysOf, type CallKind, findApiKey } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** Who calls the API: a key acts as one person, with what that person may read in Slack at the moment of the call. */
export interface Caller {
  teamId: TeamId
  userId: UserId
  /** Public part of the key. */
  keyPrefix: string
  scopes: readonly string[]
}

/** Of each kind, so many calls of one key in any minute, over all processes. */
const CALLS_A_MINUTE = 60
const MINUTE_MS = 60_000
/** What an unknown prefix is compared with, so that it takes as long as a known one. */
const NO_HASH = '0'.repeat(64)

/**
 * Reads `Authorization: Bearer bsk_...`. Why a key opens nothing is told only to whoever has the whole key.
 * @throws UnauthorizedError
 */
export async function authenticateKey(ctx: Context, authorization: string | undefined): Promise<Caller> {
  const key = readApiKey(/^bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '')
  if (!key) throw new UnauthorizedError('Send a key of this API in the header "Authorization: Bearer bsk_...".')
  const holder = await ctx.db.withSystem((tx) => findApiKey(tx, key.prefix))
  const reason = refusal(key, holder, ctx.clock.nowMs())
  if (!holder || reason !== null) throw new UnauthorizedError(reason ?? WRONG)
  return { teamId: holder.teamId, userId: holder.actsAsUserId, keyPrefix: holder.prefix, scopes: holder.scopes }
}

const WRONG = 'This key opens nothing here.'

function refusal(key: ApiKey, holder: ApiKeyHolder | null, nowMs: number): string | null {
  if (!isHashOfApiKey(key, holder?.hash ?? NO_HASH) || !holder) return WRONG
  if (holder.revokedAtMs !== null) return 'This key was revoked.'
  if (holder.expiresAtMs <= nowMs) return 'This key has expired.'
  if (holder.teamState !== 'active' && holder.teamState !== 'installing') return 'Backscroll is not connected to this workspace now.'
  return holder.isPersonThere ? null : 'The person for whom this key acts is not in the workspace any more.'
}

/** Counts a call. @throws RateLimitedError when the key has used up its minute. */
export async function countCall(ctx: Context, { teamId, keyPrefix }: Caller, kind: CallKind): Promise<void> {
  const ask = { limit: CALLS_A_MINUTE, windowMs: MINUTE_MS, nowMs: ctx.clock.nowMs() }
  const waitMs = await ctx.db.withTenant(teamId, (tx) => apiKeysOf(tx).take(keyPrefix, kind, ask))
  if (waitMs > 0) throw new RateLimitedError(`A key is good for ${CALLS_A_MINUTE} calls of this kind a minute.`, waitMs)
}
