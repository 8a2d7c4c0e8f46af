import { sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from '../tenant.ts'

/** What people see of an answer stands on these sources: a message that was only retrieved has left no trace in it. */
const carries = sql`s.removed_at is null and s.role <> 'retrieved'`
const isLive = sql`a.state in ('answered', 'not_confident')`

/** Ids of the live answers that were made from any of these messages. One look into an index, for every batch of changes. */
export async function answersCiting(tx: TenantTx, messages: readonly { channelId: string; ts: string }[]): Promise<string[]> {
  if (messages.length === 0) return []
  const column = (name: 'channelId' | 'ts') =>
    arrayOf(
      messages.map((message) => message[name]),
      'text',
    )
  // fences: the way goes from the messages by their index to the answers, whatever the planner believes about the tables
  const rows = await queriesOf(tx).execute<{ answerId: string }>(sql`
    with changed as materialized (
      select distinct channel_id, ts collate "C" as ts from unnest(${column('channelId')}, ${column('ts')}) as k(channel_id, ts)),
    touched as materialized (
      select distinct s.answer_id from changed k cross join lateral (
        select s.answer_id from answer_sources s
        where s.team_id = current_setting('app.team_id') and s.channel_id = k.channel_id and s.ts = k.ts and ${carries} offset 0) s)
    select s.answer_id as "answerId" from touched s
    join answers a on a.team_id = current_setting('app.team_id') and a.answer_id = s.answer_id and ${isLive} order by 1`)
  return rows.map((row) => row.answerId)
}

/** Ids of the live answers that were made from messages of a channel. */
export async function answersCitingChannel(tx: TenantTx, channelId: string): Promise<string[]> {
  const rows = await queriesOf(tx).execute<{ answerId: string }>(sql`
    select distinct s.answer_id as "answerId" from answer_sources s
    join answers a on a.team_id = s.team_id and a.answer_id = s.answer_id and ${isLive}
    where s.team_id = current_setting('app.team_id') and s.channel_id = ${channelId} and ${carries} order by 1`)
  return rows.map((row) => row.answerId)
}
