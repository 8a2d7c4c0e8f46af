import { sql } from 'drizzle-orm'
import { queriesOf, type SystemTx } from './tenant.ts'

/** Channels that are added up in one go. */
const MOST = 5_000

/** Adds the tallies of a channel up to one row, for as many channels as have several. What is counted stays the same. @returns rows that are gone. */
export async function addUpTallies(tx: SystemTx): Promise<number> {
  const [row] = await queriesOf(tx).execute<{ gone: number }>(sql`
    with several as (
      select team_id, channel_id from channel_tallies group by team_id, channel_id having count(*) > 1 limit ${MOST}),
    gone as (
      delete from channel_tallies t using several s where t.team_id = s.team_id and t.channel_id = s.channel_id
      returning t.team_id, t.channel_id, t.stored, t.indexed),
    added as (
      insert into channel_tallies (team_id, channel_id, stored, indexed)
      select team_id, channel_id, sum(stored), sum(indexed) from gone group by team_id, channel_id
      having sum(stored) <> 0 or sum(indexed) <> 0 returning 1)
    select (select count(*) from gone)::int - (select count(*) from added)::int as gone`)
  return row?.gone ?? 0
}
