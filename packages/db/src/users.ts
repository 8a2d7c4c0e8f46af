import type { NamedPerson, UserId } from '@backscroll/core'
import { eq, sql } from 'drizzle-orm'
import { users } from './schema/index.ts'
import { storable, storableOrNull } from './storable.ts'
import { arrayOf, currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** A person or bot as Slack describes it. */
export interface UserRecord {
  userId: UserId
  username: string
  realName: string
  displayName: string
  email?: string | null | undefined
  title?: string | null | undefined
  tz?: string | null | undefined
  isBot: boolean
  isAdmin: boolean
  isOwner: boolean
  isRestricted: boolean
  isUltraRestricted: boolean
  deleted: boolean
  updatedAtMs: number
  /** Slack's time of the description in microseconds, which decides between two; default that of `updatedAtMs`. */
  version?: bigint
}

const ROWS_PER_STATEMENT = 500

/** What people are called: the display name, else the real name, else the user name. */
const shownName = sql<string>`coalesce(nullif(${users.displayName}, ''), nullif(${users.realName}, ''), ${users.username})`

/** The people of a team. */
export const usersOf = (tx: TenantTx) => ({
  /** Newest description per user wins; an equally new one does too. */
  async upsertMany(records: readonly UserRecord[]): Promise<void> {
    const newest = new Map<string, UserRecord>()
    for (const record of records) {
      const known = newest.get(record.userId)
      if (!known || versionOf(record) >= versionOf(known)) newest.set(record.userId, record)
    }
    const rows = [...newest.values()].map(toRow).sort((a, b) => (a.userId < b.userId ? -1 : 1))
    for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT) {
      await queriesOf(tx)
        .insert(users)
        .values(rows.slice(i, i + ROWS_PER_STATEMENT))
        .onConflictDoUpdate({
          target: [users.teamId, users.userId],
          set: {
            username: sql`excluded.username`,
            realName: sql`excluded.real_name`,
            displayName: sql`excluded.display_name`,
            email: sql`excluded.email`,
            title: sql`excluded.title`,
            tz: sql`excluded.tz`,
            isBot: sql`excluded.is_bot`,
            isAdmin: sql`excluded.is_admin`,
            isOwner: sql`excluded.is_owner`,
            isRestricted: sql`excluded.is_restricted`,
            isUltraRestricted: sql`excluded.is_ultra_restricted`,
            deletedAt: sql`excluded.deleted_at`,
            updatedAt: sql`excluded.updated_at`,
            version: sql`excluded.version`,
          },
          setWhere: sql`${users.version} <= excluded.version`,
        })
    }
  },

  /** A version for a listing that Slack is asked for after this: newer than everything known, whatever our own clock says. */
  async asOf(): Promise<bigint> {
    const [row] = await queriesOf(tx)
      .select({ newest: sql<string>`coalesce(max(${users.version}), 0)` })
      .from(users)
    return BigInt(row?.newest ?? 0) + 1n
  },

  /** Names by user id; unknown ids are missing. */
  async names(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map()
    const rows = await queriesOf(tx)
      .select({ id: users.userId, name: shownName })
      .from(users)
      .where(sql`${users.userId} = any(${arrayOf([...new Set(ids)], 'text')})`)
    return new Map(rows.map((row) => [row.id, row.name]))
  },

  /**
   * People with one of these lower-case names: user name, real name, display name, their first word, or e-mail. When a guest, or somebody who is
   * not known, is among the readers, only people who share a visible channel: guests see nobody else in Slack.
   * @returns at most 100, by id.
   */
  async called(
    names: readonly string[],
    { readers, visible }: { readers: readonly string[]; visible: readonly string[] },
  ): Promise<NamedPerson[]> {
    const asked = [...new Set(names)].filter((name) => name !== '')
    if (asked.length === 0) return []
    const wanted = arrayOf(asked, 'text')
    const rows = await queriesOf(tx).execute<{ id: UserId; names: string[] }>(sql`
      with asking as materialized (
        select bool_or(u.user_id is null or u.is_restricted or u.is_ultra_restricted) as has_guest
        from unnest(${arrayOf([...new Set(readers)], 'text')}) as r(user_id) left join users u on u.user_id = r.user_id)
      select u.user_id as id, array_remove(array_remove(array[u.username, u.real_name, u.display_name, u.email], null), '') as names from users u, asking
      where (lower(u.username) = any(${wanted}) or lower(u.email) = any(${wanted})
          or lower(u.real_name) = any(${wanted}) or split_part(lower(u.real_name), ' ', 1) = any(${wanted})
          or lower(u.display_name) = any(${wanted}) or split_part(lower(u.display_name), ' ', 1) = any(${wanted}))
        and (not asking.has_guest or exists (select 1 from channel_members m
          where m.team_id = u.team_id and m.user_id = u.user_id and m.channel_id = any(${arrayOf([...visible], 'text')})))
      order by u.user_id limit 100`)
    return [...rows]
  },

  /** Whether Slack lets this person administer the workspace; false for people who have left, are shut out here, or are not known. */
  async isAdmin(id: string): Promise<boolean> {
    const [row] = await queriesOf(tx)
      .select({
        isAdmin: sql<boolean>`(${users.isAdmin} or ${users.isOwner}) and ${users.deletedAt} is null and not ${users.isBot}
          and not exists (select 1 from deactivated_members d where d.user_id = ${users.userId})`,
      })
      .from(users)
      .where(eq(users.userId, id))
    return row?.isAdmin ?? false
  },

  async get(id: string): Promise<UserRecord | null> {
    const [row] = await queriesOf(tx).select().from(users).where(eq(users.userId, id))
    if (!row) return null
    const { teamId: _, deletedAt, updatedAt, userId, ...rest } = row
    return { ...rest, userId: userId as UserId, deleted: deletedAt !== null, updatedAtMs: updatedAt }
  },
})

const versionOf = ({ version, updatedAtMs }: UserRecord): bigint => version ?? BigInt(updatedAtMs) * 1_000n

const toRow = (record: UserRecord) => ({
  teamId: currentTeam,
  userId: record.userId,
  username: storable(record.username),
  realName: storable(record.realName),
  displayName: storable(record.displayName),
  email: storableOrNull(record.email),
  title: storableOrNull(record.title),
  tz: storableOrNull(record.tz),
  isBot: record.isBot,
  isAdmin: record.isAdmin,
  isOwner: record.isOwner,
  isRestricted: record.isRestricted,
  isUltraRestricted: record.isUltraRestricted,
  deletedAt: record.deleted ? record.updatedAtMs : null,
  updatedAt: record.updatedAtMs,
  version: versionOf(record),
})
