import { scopes } from '@backscroll/contracts'
import { hashOfApiKey, InvalidInputError, mintApiKey, NotFoundError, type TeamId, userId, writeApiKey } from '@backscroll/core'
import { apiKeysOf, auditOf, type StoredApiKey, teamsOf, usersOf } from '@backscroll/db'
import type { Storage } from '../../context.ts'

export interface NewKey {
  teamId: TeamId
  /** Slack id of the person in whose rights the key acts. */
  userId: string
  scopes: readonly string[]
  days: number
  actor: string
  /** Default: the operator. */
  actorKind?: 'operator' | 'user'
}

type KeyStorage = Pick<Storage, 'db' | 'clock'>

const DAY_MS = 86_400_000
const MAX_DAYS = 365

/** Makes a key. The answer is the only time it can be read. @throws NotFoundError or InvalidInputError in plain words. */
export async function createKey(storage: KeyStorage, wanted: NewKey): Promise<{ key: string; stored: Omit<StoredApiKey, 'hash'> }> {
  const { teamId, days, actor, actorKind = 'operator' } = wanted
  const chosen = [...new Set(wanted.scopes)]
  const unknown = chosen.find((scope) => !scopes.some((known) => known === scope))
  if (unknown !== undefined || chosen.length === 0)
    throw new InvalidInputError(
      `A key is good for one or more of: ${scopes.join(', ')}. ${unknown === undefined ? '' : `Not "${unknown}".`}`,
    )
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) throw new InvalidInputError(`A key lives for 1 to ${MAX_DAYS} days.`)
  const nowMs = storage.clock.nowMs()
  const key = mintApiKey()
  const stored = {
    prefix: key.prefix,
    scopes: chosen,
    actsAsUserId: userId(wanted.userId),
    createdAtMs: nowMs,
    expiresAtMs: nowMs + days * DAY_MS,
  }
  await storage.db.withTenant(teamId, async (tx) => {
    if (!(await teamsOf(tx).get())) throw new NotFoundError(`Backscroll does not know the workspace ${teamId}.`)
    const person = await usersOf(tx).get(wanted.userId)
    if (!person || person.deleted || person.isBot)
      throw new NotFoundError(`This workspace has no person ${wanted.userId} that Backscroll knows.`)
    await apiKeysOf(tx).add({ ...stored, hash: hashOfApiKey(key) })
    const diff = { actsAs: wanted.userId, scopes: chosen, expiresAt: new Date(stored.expiresAtMs).toISOString() }
    await auditOf(tx).append({ actor, actorKind, action: 'key.created', target: key.prefix, diff, atMs: nowMs })
  })
  return { key: writeApiKey(key), stored: { ...stored, lastUsedAtMs: null, revokedAtMs: null } }
}

/** Ends a key at once. @throws NotFoundError when there is no such key, or it was revoked before. */
export async function revokeKey(
  storage: KeyStorage,
  { teamId, prefix, actor, actorKind = 'operator' }: Pick<NewKey, 'teamId' | 'actor' | 'actorKind'> & { prefix: string },
): Promise<void> {
  const nowMs = storage.clock.nowMs()
  await storage.db.withTenant(teamId, async (tx) => {
    if (!(await apiKeysOf(tx).revoke(prefix, nowMs))) throw new NotFoundError(`This workspace has no key ${prefix} that works.`)
    await auditOf(tx).append({ actor, actorKind, action: 'key.revoked', target: prefix, atMs: nowMs })
  })
}
