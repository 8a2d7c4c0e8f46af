import type { Standing, TeamId, TeamRole, UserId } from '@backscroll/core'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { apiKeys } from './schema/index.ts'
import type { TeamState } from './teams.ts'
import { currentTeam, queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** A key as it is kept: never the key itself. */
export interface StoredApiKey {
  prefix: string
  hash: string
  scopes: string[]
  actsAsUserId: UserId
  createdAtMs: number
  expiresAtMs: number
  lastUsedAtMs: number | null
  revokedAtMs: number | null
}

/** A key with what decides whether it opens anything. */
export interface ApiKeyHolder extends StoredApiKey, Standing {
  teamId: TeamId
  teamState: TeamState
  /** The person it acts as is known in the workspace and has not left. */
  isPersonThere: boolean
  /** An admin has shut the person out. */
  isDeactivated: boolean
}

/** Calls are counted apart: reading the result of an evaluation does not cost a search. */
export type CallKind = 'search' | 'other'

/** When a key was used is written down once in this time. */
const USE_NOTED_EVERY_MS = 60_000

/** Finds a key before its team is known; null for a prefix that nobody has. */
export async function findApiKey(tx: SystemTx, prefix: string): Promise<ApiKeyHolder | null> {
  const person = (what: string) => sql<boolean>`exists (select 1 from users u where u.team_id = api_keys.team_id
    and u.user_id = api_keys.acts_as_user_id and u.deleted_at is null and ${sql.raw(what)})`
  const [row] = await queriesOf(tx)
    .select({
      key: apiKeys,
      teamState: sql<TeamState>`(select t.state from teams t where t.team_id = api_keys.team_id)`,
      givenRole: sql<TeamRole | null>`(select m.role from team_members m
        where m.team_id = api_keys.team_id and m.user_id = api_keys.acts_as_user_id)`,
      isPersonThere: person('true'),
      isDeactivated: sql<boolean>`exists (select 1 from deactivated_members d
        where d.team_id = api_keys.team_id and d.user_id = api_keys.acts_as_user_id)`,
      isSlackAdmin: person('(u.is_admin or u.is_owner)'),
      isGuest: person('(u.is_restricted or u.is_ultra_restricted)'),
    })
    .from(apiKeys)
    .where(eq(apiKeys.prefix, prefix))
  if (!row) return null
  const { key, ...standing } = row
  return { ...toKey(key), ...standing, teamId: key.teamId as TeamId }
}

/** The keys of a team. */
export const apiKeysOf = (tx: TenantTx) => ({
  async add(key: Omit<StoredApiKey, 'lastUsedAtMs' | 'revokedAtMs'>): Promise<void> {
    const { createdAtMs, expiresAtMs, ...rest } = key
    await queriesOf(tx)
      .insert(apiKeys)
      .values({ ...rest, teamId: currentTeam, createdAt: createdAtMs, expiresAt: expiresAtMs })
  },

  /** Oldest first; revoked and expired ones too. */
  async list(): Promise<StoredApiKey[]> {
    const rows = await queriesOf(tx).select().from(apiKeys).orderBy(asc(apiKeys.createdAt), asc(apiKeys.prefix))
    return rows.map(toKey)
  },

  /** @returns false when the team has no such key, or it was revoked before. */
  async revoke(prefix: string, atMs: number): Promise<boolean> {
    const revoked = await queriesOf(tx)
      .update(apiKeys)
      .set({ revokedAt: atMs })
      .where(and(eq(apiKeys.prefix, prefix), isNull(apiKeys.revokedAt)))
      .returning({ prefix: apiKeys.prefix })
    return revoked.length > 0
  },

  /**
   * Counts a call: of one kind no stretch of `windowMs` holds more than `limit`, however many processes ask at once. A call that is
   * refused is not counted. @returns milliseconds until the next one is granted, 0 when this one is.
   */
  async take(
    prefix: string,
    kind: CallKind,
    { limit, windowMs, nowMs }: { limit: number; windowMs: number; nowMs: number },
  ): Promise<number> {
    const column = kind === 'search' ? sql`recent_searches` : sql`recent_calls`
    const since = sql`${nowMs - windowMs}::bigint`
    const now = new Date(nowMs).toISOString()
    const granted = await queriesOf(tx).execute(sql`
      update api_keys set ${column} = array(select t from unnest(${column}) t where t > ${since}) || ${nowMs}::bigint,
        last_used_at = case when last_used_at > ${new Date(nowMs - USE_NOTED_EVERY_MS).toISOString()}::timestamptz then last_used_at
          else ${now}::timestamptz end
      where prefix = ${prefix} and (select count(*) from unnest(${column}) t where t > ${since}) < ${limit}
      returning prefix`)
    if (granted.length > 0) return 0
    const [row] = await queriesOf(tx).execute<{ oldest: string | null }>(sql`
      select min(t) as oldest from api_keys, unnest(${column}) t where prefix = ${prefix} and t > ${since}`)
    return Math.max(1, Number(row?.oldest ?? nowMs - windowMs) + windowMs - nowMs)
  },
})

const toKey = (row: typeof apiKeys.$inferSelect): StoredApiKey => ({
  prefix: row.prefix,
  hash: row.hash,
  scopes: row.scopes,
  actsAsUserId: row.actsAsUserId as UserId,
  createdAtMs: row.createdAt,
  expiresAtMs: row.expiresAt,
  lastUsedAtMs: row.lastUsedAt,
  revokedAtMs: row.revokedAt,
})
