import type postgres from 'postgres'

/** A table as it is backed up. */
export interface BackedUpTable {
  name: string
  /** Columns that are written; generated ones follow from them. */
  columns: string[]
  /** Whether not even its owner sees all of it; switched off while a backup is read in. */
  isForced: boolean
}

type Client = postgres.Sql | postgres.TransactionSql

/** Every table of the application, what others refer to first. @throws Error when tables refer to each other in a ring. */
export async function backedUpTables(sql: Client): Promise<BackedUpTable[]> {
  const tables = await sql<BackedUpTable[]>`
    select c.relname as name, c.relforcerowsecurity as "isForced",
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`
  const references = await sql<{ from: string; to: string }[]>`
    select distinct f.relname as from, t.relname as to from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conrelid <> k.confrelid`
  const sorted: BackedUpTable[] = []
  let left = [...tables]
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name))
    const free = left.filter(({ name }) => !references.some(({ from, to }) => from === name && waiting.has(to)))
    if (free.length === 0) throw new Error(`tables refer to each other in a ring: ${[...waiting].join(', ')}`)
    sorted.push(...free)
    left = left.filter((table) => !free.includes(table))
  }
  return sorted
}

/** A name as SQL takes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
