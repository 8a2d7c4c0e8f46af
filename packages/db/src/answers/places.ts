import { sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from '../tenant.ts'

/** Where a question was asked, and where everything stands that its answers were made from. */
export interface QuestionPlaces {
  channelId: string
  sourceChannels: string[]
}

/** Of these questions, the channels that decide who may read their texts; unknown questions are missing. */
export async function placesOf(tx: TenantTx, questionIds: readonly string[]): Promise<Map<string, QuestionPlaces>> {
  if (questionIds.length === 0) return new Map()
  const rows = await queriesOf(tx).execute<{ questionId: string; channelId: string; sourceChannels: string[] }>(sql`
    select q.question_id as "questionId", q.channel_id as "channelId", array(
      select distinct s.channel_id from answers a join answer_sources s on s.team_id = a.team_id and s.answer_id = a.answer_id
      where a.team_id = q.team_id and a.question_id = q.question_id) as "sourceChannels"
    from questions q where q.team_id = current_setting('app.team_id')
      and q.question_id = any(${arrayOf([...new Set(questionIds)], 'text')}::uuid[])`)
  return new Map(rows.map(({ questionId, ...places }) => [questionId, places]))
}

/** Channels that somebody may not read in Slack, of these: private ones the person is not in, and such as are not known. */
export async function hiddenAmong(tx: TenantTx, userId: string, channelIds: readonly string[]): Promise<Set<string>> {
  if (channelIds.length === 0) return new Set()
  const rows = await queriesOf(tx).execute<{ id: string }>(sql`
    select k.id from unnest(${arrayOf([...new Set(channelIds)], 'text')}) as k(id)
    left join channels c on c.team_id = current_setting('app.team_id') and c.channel_id = k.id
    where (c.channel_id is null or c.is_private) and not exists (
      select 1 from channel_members m where m.team_id = c.team_id and m.channel_id = c.channel_id and m.user_id = ${userId})`)
  return new Set(rows.map(({ id }) => id))
}
