import type { ApiKeyRow, MadeApiKey, NewApiKey } from '@backscroll/contracts'
import { InvalidRequestError } from '@backscroll/core'
import { apiKeysOf, type StoredApiKey, teamMembersOf, usersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { iso, isoOrNull } from '../access/iso.ts'
import { personNamed } from '../access/person-named.ts'
import { createKey, revokeKey } from '../operating/manage-keys.ts'

/** Every key of the workspace, newest first; there are never so many that they need pages. */
export async function listKeys(ctx: Context, { teamId }: Caller) {
  const nowMs = ctx.clock.nowMs()
  return ctx.db.withTenant(teamId, async (tx) => {
    const keys = (await apiKeysOf(tx).list()).toReversed()
    const names = await usersOf(tx).names(keys.map(({ actsAsUserId }) => actsAsUserId))
    const stopped = await teamMembersOf(tx).deactivated()
    return { data: keys.map((key) => shownKey(key, { names, stopped, nowMs })), nextCursor: null, hasMore: false }
  })
}

/**
 * Makes a key, which is shown here and never again. It acts as whoever makes it: with the key of somebody else an owner could read what only that
 * person may read in Slack.
 */
export async function makeKey(ctx: Context, { teamId, userId }: Caller, { scopes, actsAs = userId, days }: NewApiKey): Promise<MadeApiKey> {
  if (actsAs !== userId)
    throw new InvalidRequestError([
      { pointer: '/actsAs', detail: 'A key acts as the person who makes it, so that nobody reads with the rights of somebody else.' },
    ])
  const { key, stored } = await createKey(ctx, { teamId, userId, scopes, days, actor: userId, actorKind: 'user' })
  const names = await ctx.db.withTenant(teamId, (tx) => usersOf(tx).names([userId]))
  return { ...shownKey(stored, { names, stopped: new Set(), nowMs: stored.createdAtMs }), key }
}

/** Ends a key at once, in every process. @throws NotFoundError */
export const endKey = (ctx: Context, { teamId, userId }: Caller, prefix: string): Promise<void> =>
  revokeKey(ctx, { teamId, prefix, actor: userId, actorKind: 'user' })

interface Around {
  names: ReadonlyMap<string, string>
  /** People who are shut out. */
  stopped: ReadonlySet<string>
  nowMs: number
}

const shownKey = (key: Omit<StoredApiKey, 'hash'>, { names, stopped, nowMs }: Around): ApiKeyRow => ({
  prefix: key.prefix,
  scopes: [...key.scopes],
  actsAs: personNamed(names, key.actsAsUserId),
  state: key.revokedAtMs !== null ? 'revoked' : key.expiresAtMs <= nowMs ? 'expired' : stopped.has(key.actsAsUserId) ? 'stopped' : 'active',
  createdAt: iso(key.createdAtMs),
  expiresAt: iso(key.expiresAtMs),
  lastUsedAt: isoOrNull(key.lastUsedAtMs),
})
