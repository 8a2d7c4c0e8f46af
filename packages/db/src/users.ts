import type { UserId } from '@backscroll/core'
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
