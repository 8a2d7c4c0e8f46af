import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ConflictError, InvalidInputError } from '@backscroll/core'
import type postgres from 'postgres'
import { type Db, poolsBehind } from '../db.ts'
import { guarded } from '../driver-errors.ts'
import type { Jobs } from '../jobs.ts'
import { lastAppliedMs } from '../migrations.ts'
import { backedUpTables, quoted } from './backed-up-tables.ts'
import { type BackupCounts, type BackupHead, type BackupLine, END_OF_ROWS, FORMAT } from './backup-format.ts'
import { linesOf } from './lines-of.ts'

/**
 * Reads a backup into a migrated database without workspaces, all of it or nothing, and then sends the jobs that were waiting.
 * @throws InvalidInputError for anything that is not a whole backup of this version; ConflictError when the database has workspaces.
 */
export async function readBackup(db: Db, jobs: Pick<Jobs, 'send' | 'schedule'>, stream: AsyncIterable<Buffer>): Promise<BackupCounts> {
  const { login } = poolsBehind(db)
  const lines = linesOf(stream)
  const { head, waiting, end } = await guarded(() =>
    login.begin(async (sql) => {
      const head = headOf(await lines.next())
      await assertFits(sql, head)
      const tables = await backedUpTables(sql)
      const forced = tables.filter(({ isForced }) => isForced)
      await sql.unsafe(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`)
      // until the end of this transaction the owner writes rows of every workspace; nobody else sees the tables meanwhile
      for (const { name } of forced) await sql.unsafe(`alter table ${quoted(name)} no force row level security`)
      // what triggers wrote stands in the backup
      for (const { name } of tables) await sql.unsafe(`alter table ${quoted(name)} disable trigger user`)
      const read = await readTables(sql, lines, new Set(tables.map(({ name }) => name)))
      for (const { name } of tables) await sql.unsafe(`alter table ${quoted(name)} enable trigger user`)
      for (const { name } of forced) await sql.unsafe(`alter table ${quoted(name)} force row level security`)
      await moveSequences(sql)
      return { head, ...read }
    }),
  )
  for (const entry of waiting) await sendAgain(jobs, entry)
  return { ...end, jobs: waiting.length, createdAt: head.createdAt }
}

type Waiting = Extract<BackupLine, { job: unknown } | { schedule: unknown }>

async function readTables(
  sql: postgres.TransactionSql,
  lines: AsyncGenerator<Buffer>,
  known: ReadonlySet<string>,
): Promise<{ waiting: Waiting[]; end: { tables: number; rows: number } }> {
  const waiting: Waiting[] = []
  const seen = { tables: 0, rows: 0 }
  for await (const bytes of lines) {
    const line = parsed<BackupLine>(bytes)
    if ('table' in line) {
      if (!known.has(line.table)) throw damaged(`it holds a table ${line.table} that is not known here`)
      seen.tables += 1
      seen.rows += await readRows(sql, line, lines)
    } else if ('end' in line) {
      if (line.end.tables !== seen.tables || line.end.rows !== seen.rows) throw damaged('its counts do not agree with its rows')
      return { waiting, end: line.end }
    } else waiting.push(line)
  }
  throw damaged('its end is missing')
}

async function readRows(
  sql: postgres.TransactionSql,
  { table, columns }: { table: string; columns: string[] },
  lines: AsyncGenerator<Buffer>,
): Promise<number> {
  const into: Writable = await sql.unsafe(`copy ${quoted(table)} (${columns.map(quoted).join(', ')}) from stdin`).writable()
  // a refusal can come while the next line is awaited: whoever writes next is told
  into.on('error', () => {})
  try {
    return await copyRows(into, table, lines)
  } catch (error) {
    // a copy that stays open would keep its transaction, and with it every table
    into.destroy()
    throw error
  }
}

async function copyRows(into: Writable, table: string, lines: AsyncGenerator<Buffer>): Promise<number> {
  let rows = 0
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    if (into.errored) throw into.errored
    if (next.value.toString('latin1').trimEnd() === END_OF_ROWS) {
      into.end()
      await finished(into)
      return rows
    }
    rows += 1
    if (!into.write(next.value)) await once(into, 'drain')
  }
  throw damaged(`the rows of ${table} have no end`)
}

function headOf(first: IteratorResult<Buffer>): BackupHead {
  const head = first.done ? null : parsed<BackupHead>(first.value)
  if (head?.format !== FORMAT) throw new InvalidInputError('This file is not a backup of Backscroll.')
  return head
}

async function assertFits(sql: postgres.TransactionSql, head: BackupHead): Promise<void> {
  const here = await lastAppliedMs(sql as unknown as postgres.Sql)
  if (here !== head.migration)
    throw new InvalidInputError(
      `This backup is of ${here > head.migration ? 'an older' : 'a newer'} version of Backscroll. Restore it with the version that made it; a newer one then brings it up to date when it starts.`,
    )
  await sql`select set_config('role', 'app_system', true)`
  const [found] = await sql<{ count: number }[]>`select count(*)::int as count from teams`
  await sql`select set_config('role', 'none', true)`
  if (found?.count !== 0) throw new ConflictError('This database has workspaces. A backup is restored into an empty one.')
}

/** New rows get numbers after the largest that was read. */
async function moveSequences(sql: postgres.TransactionSql): Promise<void> {
  const counted = await sql<{ table: string; column: string; sequence: string }[]>`
    select c.relname as table, a.attname as column, pg_get_serial_sequence(format('%I.%I', 'public', c.relname), a.attname) as sequence
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and pg_get_serial_sequence(format('%I.%I', 'public', c.relname), a.attname) is not null`
  for (const { table, column, sequence } of counted) {
    await sql`select set_config('role', 'app_system', true)`
    const [last] = await sql.unsafe<{ last: string | null }[]>(`select max(${quoted(column)})::text as last from ${quoted(table)}`)
    await sql`select set_config('role', 'none', true)`
    if (last?.last) await sql`select setval(${sequence}::regclass, ${last.last}::bigint)`
  }
}

async function sendAgain(jobs: Pick<Jobs, 'send' | 'schedule'>, entry: Waiting): Promise<void> {
  if ('schedule' in entry) {
    const { kind, payload, ...when } = entry.schedule
    return jobs.schedule(kind, payload, when)
  }
  const { kind, payload, key, startAfterMs } = entry.job
  await jobs.send(kind, payload, { ...(key === null ? {} : { key }), startAfterMs: Math.max(0, startAfterMs - Date.now()) })
}

function parsed<T>(line: Buffer): T {
  try {
    return JSON.parse(line.toString('utf8')) as T
  } catch {
    throw damaged('a line cannot be read')
  }
}

const damaged = (reason: string): InvalidInputError =>
  new InvalidInputError(`This backup cannot be restored: ${reason}. Nothing was changed.`)
