import type postgres from 'postgres'

/** Every row of every table as text, row-level security aside: for proving that something is nowhere. */
export async function everythingStored(admin: postgres.Sql): Promise<string> {
  const tables = await admin<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss', 'drizzle')`
  const dumps = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await admin.unsafe<{ row: string }[]>(`select t::text as row from ${name} t`)
      return rows.map(({ row }) => `${name}: ${row}`)
    }),
  )
  return dumps.flat().join('\n')
}
