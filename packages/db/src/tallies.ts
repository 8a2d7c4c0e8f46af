import { type SQL, sql } from 'drizzle-orm'
import { queriesOf, type SystemTx } from './tenant.ts'

/** Channels that are added up in one go. */
const MOST = 5_000

const SUMMED = {
  teamId: sql`summed.team_id`,
  channelId: sql`summed.channel_id`,
  stored: sql`summed.stored`,
  newest: sql`summed.newest`,
  lost: sql`summed.lost`,
}

/**
 * The newest live message of a channel, from what its tallies say together: `messages` is asked only when the newest that was counted may have
 * gone since, and never for a channel without live messages, whose markers may be many.
 */
export const newestOf = (of: { teamId: SQL; channelId: SQL; stored: SQL; newest: SQL; lost: SQL }): SQL => sql`case
  when ${of.stored} <= 0 then null
  when ${of.lost} is null or ${of.lost} < ${of.newest} then ${of.newest}
  else (select m.ts from messages m where m.team_id = ${of.teamId} and m.channel_id = ${of.channelId} and m.deleted_at is null
    order by m.team_id desc, m.channel_id desc, m.ts desc limit 1) end`

/**
 * Adds the tallies of a channel up to one row, for as many channels as have several, and looks up the newest message where it may have gone.
 * What they say stays the same. @returns rows that are gone.
 */
export async function addUpTallies(tx: SystemTx): Promise<number> {
  const [row] = await queriesOf(tx).execute<{ gone: number }>(sql`
    with several as (
      select team_id, channel_id from channel_tallies group by team_id, channel_id
      having count(*) > 1 or max(lost_ts) is not null limit ${MOST}),
    gone as (
      delete from channel_tallies t using several s where t.team_id = s.team_id and t.channel_id = s.channel_id
      returning t.team_id, t.channel_id, t.stored, t.indexed, t.newest_ts, t.lost_ts),
    summed as (
      select team_id, channel_id, sum(stored) as stored, sum(indexed) as indexed, max(newest_ts) as newest, max(lost_ts) as lost
      from gone group by team_id, channel_id having sum(stored) <> 0 or sum(indexed) <> 0),
    added as (
      insert into channel_tallies (team_id, channel_id, stored, indexed, newest_ts, lost_ts)
      select team_id, channel_id, stored, indexed, ${newestOf(SUMMED)}, null from summed returning 1)
    select (select count(*) from gone)::int - (select count(*) from added)::int as gone`)
  return row?.gone ?? 0
}
