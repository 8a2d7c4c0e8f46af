import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { guarded } from './driver-errors.ts'

const FOLDER = new URL('../../../drizzle/', import.meta.url)
/** Arbitrary and fixed: every process of every version asks for the same lock. */
const LOCK = 727_001

/**
 * Brings the database at `url` to the state of this build. Any number of processes may call it at once: drizzle's migrator takes
 * no lock of its own, so they queue up here. Forward only.
 * @throws RetryLaterError, ConfigurationError or DatabaseError.
 */
export async function migrate(url: string, log?: (message: string) => void): Promise<void> {
  const client = postgres(url, { max: 1, onnotice() {} })
  try {
    await guarded(async () => {
      await client`select pg_advisory_lock(${LOCK})` // ends with the session
      const before = await lastAppliedMs(client)
      await applyMigrations(drizzle(client), { migrationsFolder: fileURLToPath(FOLDER) })
      if ((await lastAppliedMs(client)) > before) log?.('database migrated')
    })
  } finally {
    await client.end({ timeout: 5 })
  }
}

/** When the newest migration of this build was written, in milliseconds: its identity for drizzle. */
export async function lastMigrationMs(): Promise<number> {
  return Math.max(...(await writtenMs()))
}

/** When each migration of this build was written, in milliseconds. */
export async function writtenMs(): Promise<number[]> {
  const journal = JSON.parse(await readFile(new URL('meta/_journal.json', FOLDER), 'utf8')) as { entries: { when: number }[] }
  return journal.entries.map(({ when }) => when)
}

/** The newest migration the database has seen; 0 when there is none. */
export async function lastAppliedMs(client: postgres.Sql): Promise<number> {
  const [found] = await client<{ known: boolean }[]>`select to_regclass('drizzle.__drizzle_migrations') is not null as known`
  if (!found?.known) return 0
  const [last] = await client<{ at: string | null }[]>`select max(created_at)::text as at from drizzle.__drizzle_migrations`
  return Number(last?.at ?? 0)
}
