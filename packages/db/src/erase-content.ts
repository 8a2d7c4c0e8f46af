import type { ErasedSpan } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { askedInSpan, inSpan } from './erased-spans.ts'
import { queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** Deliveries of a channel that were not applied, with their bodies. @returns how many went. */
export async function dropDeliveries(tx: SystemTx, { teamId, channelId }: { teamId: string; channelId: string }): Promise<number> {
  const gone = await queriesOf(tx).execute(
    sql`delete from inbox_events where team_id = ${teamId} and channel_id = ${channelId} and done_at is null returning 1`,
  )
  return gone.length
}

/** What stands of a channel beside its messages. */
export async function countChannel(tx: TenantTx, channelId: string): Promise<Record<string, number>> {
  const [row] = await queriesOf(tx).execute<Record<string, number>>(sql`
    select (select count(*)::int from messages where channel_id = ${channelId} and deleted_at is null) as messages,
      (select count(*)::int from message_bodies where channel_id = ${channelId}) as message_bodies,
      (select count(*)::int from questions where channel_id = ${channelId}) as questions,
      (select count(*)::int from answer_cache_refs where channel_id = ${channelId}) as cached_answers,
      (select count(*)::int from thread_syncs where channel_id = ${channelId}) as threads,
      (select count(*)::int from channel_members where channel_id = ${channelId}) as members`)
  return row ?? {}
}

/** What stands of a span beside what one person has done. Messages of channels on hold are counted with the rest. */
export async function countSpan(tx: TenantTx, span: ErasedSpan): Promise<Record<string, number>> {
  const here = inSpan({ ...span, exceptChannels: [] })
  const [row] = await queriesOf(tx).execute<Record<string, number>>(sql`
    with there as materialized (select m.team_id, m.channel_id, m.ts from messages m
      where m.team_id = current_setting('app.team_id') and ${here} and m.deleted_at is null),
    asked as materialized (select q.team_id, q.question_id from questions q where ${askedInSpan(span)})
    select (select count(*)::int from there) as messages,
      (select count(*)::int from message_bodies b join there t on b.team_id = t.team_id and b.channel_id = t.channel_id and b.ts = t.ts) as message_bodies,
      (select count(*)::int from asked) as questions,
      (select count(*)::int from answers a join asked q on q.team_id = a.team_id and q.question_id = a.question_id) as answers,
      (select count(distinct r.key)::int from answer_cache_refs r join there t
        on r.team_id = t.team_id and r.channel_id = t.channel_id and r.ts = t.ts) as cached_answers`)
  return row ?? {}
}

/** How many answers were made from messages of a span, and still show any of them. */
export async function countAnswersFrom(tx: TenantTx, scope: { channelId: string } | { span: ErasedSpan }): Promise<number> {
  const here = 'span' in scope ? inSpan(scope.span) : sql`m.channel_id = ${scope.channelId}`
  const [row] = await queriesOf(tx).execute<{ count: number }>(sql`
    select count(distinct s.answer_id)::int as count from answer_sources s
    join messages m on m.team_id = s.team_id and m.channel_id = s.channel_id and m.ts = s.ts
    where m.team_id = current_setting('app.team_id') and ${here} and m.deleted_at is null and s.removed_at is null and s.role <> 'retrieved'`)
  return row?.count ?? 0
}

/** What stands of a person. Messages in channels on hold are counted with the rest. */
export async function countPerson(tx: TenantTx, userId: string): Promise<Record<string, number>> {
  const [row] = await queriesOf(tx).execute<Record<string, number>>(sql`
    select (select count(*)::int from messages where user_id = ${userId} and deleted_at is null) as messages,
      (select count(*)::int from message_bodies b join messages m on m.team_id = b.team_id and m.channel_id = b.channel_id and m.ts = b.ts
        where m.user_id = ${userId}) as message_bodies,
      (select count(*)::int from questions where asker_id = ${userId}) as questions,
      (select count(*)::int from answers a join questions q on q.team_id = a.team_id and q.question_id = a.question_id
        where q.asker_id = ${userId}) as answers,
      (select count(*)::int from feedback where user_id = ${userId}) as feedback,
      (select count(*)::int from saved_answers where user_id = ${userId}) as saved_answers,
      (select count(*)::int from reactions where user_id = ${userId}) as reactions,
      (select count(*)::int from eval_sets where owner_id = ${userId}) as evaluation_sets,
      (select count(*)::int from users where user_id = ${userId} and (email is not null or title is not null)) as profile`)
  return row ?? {}
}

/** What a person left beside messages, questions and feedback: reactions, sets of questions, and what the profile says beyond a name. */
export async function forgetTraces(tx: TenantTx, userId: string): Promise<void> {
  const queries = queriesOf(tx)
  await queries.execute(sql`delete from reactions where user_id = ${userId}`)
  await queries.execute(sql`delete from eval_sets where owner_id = ${userId}`)
  await queries.execute(sql`
    update users set email = null, title = null, tz = null, real_name = '', display_name = '', username = lower(user_id) where user_id = ${userId}`)
}

/** What is kept of a channel's messages beside their content: how far it was read, its members, what the list says of it. */
export async function forgetChannelFacts(tx: TenantTx, channelId: string): Promise<void> {
  for (const table of ['thread_syncs', 'sync_watermarks', 'channel_coverage', 'channel_members'])
    await queriesOf(tx).execute(sql`delete from ${sql.identifier(table)} where channel_id = ${channelId}`)
  await queriesOf(tx).execute(sql`update channels set topic = '', purpose = '' where channel_id = ${channelId}`)
}

/** What was typed in the team, as it is kept for the drain of deliveries to repeat: nothing of it is needed once it has been given up. */
export async function dropDeadDeliveries(tx: SystemTx, teamId: string): Promise<void> {
  await queriesOf(tx).execute(sql`delete from inbox_events where team_id = ${teamId} and dead_at is not null`)
}
