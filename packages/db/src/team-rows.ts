import { sql } from 'drizzle-orm'
import { queriesOf, type SystemTx } from './tenant.ts'

/** Proofs outlive the team; its own row goes last, and takes along what must not go before it. */
const NOT_BEFORE_THE_TEAM = ['erasure_receipts', 'erasures', 'teams', 'team_members', 'team_lease', 'installations']
const ROWS_PER_STATEMENT = 10_000

/** Every table that holds rows of teams, found in the catalogue: a table that comes later is found too. */
async function tablesOfTeams(tx: SystemTx): Promise<string[]> {
  const rows = await queriesOf(tx).execute<{ name: string }>(sql`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'team_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`)
  return rows.map(({ name }) => name)
}

/** How many rows of a team each table holds; tables without any are missing, and so are proofs. */
export async function countTeamRows(tx: SystemTx, teamId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const name of await tablesOfTeams(tx)) {
    if (name === 'erasure_receipts') continue
    const [row] = await queriesOf(tx).execute<{ count: number }>(
      sql`select count(*)::int as count from ${sql.identifier(name)} where team_id = ${teamId}`,
    )
    if (row && row.count > 0) counts[name] = row.count
  }
  return counts
}

/** Deletes some rows of a team, but not the team itself. @returns false when nothing was left. */
export async function deleteSomeTeamRows(tx: SystemTx, teamId: string): Promise<boolean> {
  for (const name of await tablesOfTeams(tx)) {
    if (NOT_BEFORE_THE_TEAM.includes(name)) continue
    const table = sql.identifier(name)
    const gone = await queriesOf(tx).execute(sql`
      delete from ${table} where ctid = any(array(select ctid from ${table} where team_id = ${teamId} limit ${ROWS_PER_STATEMENT})) returning 1`)
    if (gone.length > 0) return true
  }
  return false
}

/** Deletes the team with everything that belongs to it. */
export async function deleteTeam(tx: SystemTx, teamId: string): Promise<void> {
  await queriesOf(tx).execute(sql`delete from teams where team_id = ${teamId}`)
  for (const name of await tablesOfTeams(tx)) {
    if (name === 'erasure_receipts') continue
    await queriesOf(tx).execute(sql`delete from ${sql.identifier(name)} where team_id = ${teamId}`)
  }
}
