import type { ChannelId } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { queriesOf, type TenantTx } from './tenant.ts'

/** A message as it is exported. */
export interface ExportedMessage {
  channelId: ChannelId
  ts: string
  threadTs: string | null
  userId: string | null
  text: string
  postedAt: string
  /** When the search took it up; null while it has not. */
  indexedAt: string | null
}

/** The next live messages of a channel, by time. @param wish.userId of one author only. */
export async function messagesToExport(
  tx: TenantTx,
  { channelId, userId, after, limit }: { channelId: ChannelId; userId: string | null; after: string; limit: number },
): Promise<ExportedMessage[]> {
  const author = userId === null ? sql`true` : sql`m.user_id = ${userId}`
  const rows = await queriesOf(tx).execute<{ [Name in keyof ExportedMessage]: ExportedMessage[Name] }>(sql`
    select m.channel_id as "channelId", m.ts, m.thread_ts as "threadTs", m.user_id as "userId", b.text,
      to_char(m.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "postedAt",
      case when m.indexed_version = m.version then to_char(b.stored_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end as "indexedAt"
    from messages m join message_bodies b on b.team_id = m.team_id and b.channel_id = m.channel_id and b.ts = m.ts
    where m.team_id = current_setting('app.team_id') and m.channel_id = ${channelId} and m.ts > ${after} and m.deleted_at is null and ${author}
    order by m.ts limit ${limit}`)
  return [...rows]
}

/** How many live messages stand in channels other than these, and in how many. @param userId of one author only; null: of all. */
export async function countOutside(
  tx: TenantTx,
  channelIds: readonly string[],
  userId: string | null,
): Promise<{ channels: number; messages: number }> {
  const [row] = await queriesOf(tx).execute<{ channels: number; messages: number }>(sql`
    select count(distinct channel_id)::int as channels, count(*)::int as messages from messages
    where deleted_at is null and channel_id <> all(${sql.param([...channelIds])}::text[]) and ${userId === null ? sql`true` : sql`user_id = ${userId}`}`)
  return { channels: row?.channels ?? 0, messages: row?.messages ?? 0 }
}

/** An answer with its question, as it is exported. */
export interface ExportedAnswer {
  answerId: string
  askerId: string
  surface: string
  question: string
  askedAt: string
  state: string
  answer: string | null
  confidence: number | null
  model: string | null
  createdAt: string
  /** Where what it was made from stands, `channel:ts`. */
  sources: string[]
}

/** The next answers by id. @param wish.askerId to questions of one person only. */
export async function answersToExport(
  tx: TenantTx,
  { askerId, after, limit }: { askerId: string | null; after: string | null; limit: number },
): Promise<ExportedAnswer[]> {
  const asker = askerId === null ? sql`true` : sql`q.asker_id = ${askerId}`
  const later = after === null ? sql`true` : sql`a.answer_id > ${after}::uuid`
  const rows = await queriesOf(tx).execute<{ [Name in keyof ExportedAnswer]: ExportedAnswer[Name] }>(sql`
    select a.answer_id as "answerId", q.asker_id as "askerId", q.surface, q.text as question,
      to_char(q.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "askedAt", a.state, a.text as answer, a.confidence, a.model,
      to_char(a.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
      array(select s.channel_id || ':' || s.ts from answer_sources s
        where s.team_id = a.team_id and s.answer_id = a.answer_id order by s.ordinal) as sources
    from answers a join questions q on q.team_id = a.team_id and q.question_id = a.question_id
    where a.team_id = current_setting('app.team_id') and ${later} and ${asker} order by a.answer_id limit ${limit}`)
  return [...rows]
}

/** An answer that somebody keeps, as it is exported. */
export interface ExportedSaved {
  answerId: string
  userId: string
  note: string | null
  savedAt: string
}

/** The next answers that one person keeps, by id; notes are for nobody else. */
export async function savedToExport(
  tx: TenantTx,
  { userId, after, limit }: { userId: string; after: string | null; limit: number },
): Promise<ExportedSaved[]> {
  const later = after === null ? sql`true` : sql`answer_id > ${after}::uuid`
  const rows = await queriesOf(tx).execute<{ [Name in keyof ExportedSaved]: ExportedSaved[Name] }>(sql`
    select answer_id as "answerId", user_id as "userId", note,
      to_char(saved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "savedAt"
    from saved_answers where team_id = current_setting('app.team_id') and user_id = ${userId} and ${later} order by answer_id limit ${limit}`)
  return [...rows]
}

/** A row of the audit log, as it is exported. */
export interface ExportedAudit {
  id: string
  at: string
  actor: string
  actorKind: string
  action: string
  target: string
  diff: unknown
}

/** The next rows of the audit log, the oldest first. */
export async function auditToExport(tx: TenantTx, { after, limit }: { after: string; limit: number }): Promise<ExportedAudit[]> {
  const rows = await queriesOf(tx).execute<{ [Name in keyof ExportedAudit]: ExportedAudit[Name] }>(sql`
    select id::text, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, actor, actor_kind as "actorKind", action, target, diff
    from audit_log where team_id = current_setting('app.team_id') and id > ${after}::bigint order by audit_log.id limit ${limit}`)
  return [...rows]
}
