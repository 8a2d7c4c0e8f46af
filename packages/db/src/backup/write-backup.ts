import type { Readable } from 'node:stream'
import type postgres from 'postgres'
import { type Db, poolsBehind } from '../db.ts'
import { guarded } from '../driver-errors.ts'
import { lastAppliedMs } from '../migrations.ts'
import { backedUpTables, quoted } from './backed-up-tables.ts'
import { type BackupCounts, type BackupHead, type BackupLine, END_OF_ROWS, FORMAT } from './backup-format.ts'

/**
 * Writes everything as it was at one moment, while the application goes on: one transaction reads it all. Memory stays flat.
 * @param write takes a piece and resolves when there is room for the next. @returns what was written.
 */
export async function writeBackup(db: Db, createdAt: string, write: (piece: Buffer | string) => Promise<void>): Promise<BackupCounts> {
  const { login } = poolsBehind(db)
  const line = (content: BackupHead | BackupLine) => write(`${JSON.stringify(content)}\n`)
  return guarded(() =>
    login.begin('isolation level repeatable read read only', async (sql): Promise<BackupCounts> => {
      await line({ format: FORMAT, migration: await migrationOf(sql), createdAt })
      const jobs = await waitingJobs(sql)
      const tables = await backedUpTables(sql)
      await sql`select set_config('role', 'app_system', true)`
      let rows = 0
      for (const { name, columns } of tables) {
        await line({ table: name, columns })
        rows += await writeRows(sql, `copy (select ${columns.map(quoted).join(', ')} from ${quoted(name)}) to stdout`, write)
        await write(`${END_OF_ROWS}\n`)
      }
      for (const job of jobs) await line(job)
      await line({ end: { tables: tables.length, rows } })
      return { tables: tables.length, rows, jobs: jobs.length, createdAt }
    }),
  )
}

const migrationOf = (sql: postgres.TransactionSql): Promise<number> => lastAppliedMs(sql as unknown as postgres.Sql)

async function writeRows(sql: postgres.TransactionSql, statement: string, write: (piece: Buffer) => Promise<void>): Promise<number> {
  const stream: Readable = await sql.unsafe(statement).readable()
  let rows = 0
  for await (const piece of stream as AsyncIterable<Buffer>) {
    for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) rows += 1
    await write(piece)
  }
  return rows
}

/** Jobs that have not been done, the running ones among them, and what is done at set times. */
async function waitingJobs(sql: postgres.TransactionSql): Promise<BackupLine[]> {
  const [known] = await sql<{ has: boolean }[]>`select to_regclass('pgboss.job') is not null as has`
  if (!known?.has) return []
  const jobs = await sql<{ kind: string; payload: object; key: string | null; startAfterMs: string }[]>`
    select name as kind, data as payload, singleton_key as key, (extract(epoch from start_after) * 1000)::bigint as "startAfterMs"
    from pgboss.job where state in ('created', 'retry', 'active') and name not like '\\_\\_%' order by created_on`
  const schedules = await sql<{ kind: string; payload: object; key: string; cron: string; timeZone: string }[]>`
    select name as kind, data as payload, key, cron, timezone as "timeZone" from pgboss.schedule order by name, key`
  return [
    ...jobs.map((job) => ({ job: { ...job, startAfterMs: Number(job.startAfterMs) } })),
    ...schedules.map((schedule) => ({ schedule: { ...schedule } })),
  ]
}
