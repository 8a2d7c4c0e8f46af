import { filesBelow } from '../../test/world/index-files.ts'
import type { Stage } from '../answers/stage.ts'

/** A column that can hold words. */
interface Column {
  table: string
  column: string
  isBytes: boolean
}

/**
 * Every place that holds a word: live rows of every table by their column, exports, files of the index, lines of the log. Row-level security
 * aside; markers of the queue included.
 */
export async function placesOf(
  { admin, world }: Stage,
  { canary, lines }: { canary: string; lines: readonly string[] },
): Promise<string[]> {
  const columns = await admin<Column[]>`
    select format('%I.%I', c.table_schema, c.table_name) as table, format('%I', c.column_name) as column, c.data_type = 'bytea' as "isBytes"
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and c.table_schema in ('public', 'pgboss', 'drizzle')
      and (c.data_type in ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY') or c.data_type = 'USER-DEFINED')`
  const places: string[] = []
  for (const { table, column, isBytes } of columns) {
    const holds = isBytes ? `position(convert_to($1, 'UTF8') in ${column}) > 0` : `position($1 in ${column}::text) > 0`
    const [row] = await admin.unsafe<{ count: number }[]>(`select count(*)::int as count from ${table} where ${holds}`, [canary])
    if (row && row.count > 0) places.push(`${table}.${column}`)
  }
  // an export is compressed: that there is one is as much as that it holds the word
  const [exported] = await admin`select 1 from export_chunks limit 1`
  if (exported) places.push('public.export_chunks')
  const files = [...filesBelow(world.dataDir)].filter(([, content]) => content.includes(canary))
  places.push(...files.map(([name]) => name.slice(world.dataDir.length)))
  if (lines.some((line) => line.includes(canary))) places.push('log')
  return places
}
