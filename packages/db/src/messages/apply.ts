import { sql } from 'drizzle-orm'
import { forgetCached } from '../answer-cache.ts'
import { partErased } from '../erased-spans.ts'
import { applyFacets, type ChangeOutcome } from '../facets/of-changes.ts'
import { arrayOf, currentTeam, queriesOf, type TenantTx } from '../tenant.ts'
import { type ChangeRow, erasedRow, rowsFrom, type StoredChange } from './stored-change.ts'

/** What a batch did: changes that took effect, changes that were old news, messages the index has to catch up with. */
export interface Applied {
  applied: number
  stale: number
  dirty: number
  /** Known messages among those: with other words now, gone, or in another place. */
  changed: { channelId: string; ts: string }[]
}

const ROWS_PER_STATEMENT = 2_000

/**
 * Stores changes so that any order, repetition or grouping of them ends in the same state: Slack's newest version wins and a delete is
 * final. A put without thread or author keeps the known one. Equal content in an unchanged thread moves metadata only, and the
 * message does not become dirty. A purged message takes the first put that comes, and from then on the newest one wins again. Of a message that is
 * erased for good only a marker is stored.
 */
export async function applyChanges(tx: TenantTx, changes: readonly StoredChange[]): Promise<Applied> {
  const { kept, erased } = await partErased(tx, rowsFrom(changes))
  const rows = erased.length === 0 ? kept : [...kept, ...erased.map(erasedRow)].sort(inKeyOrder)
  const outcomes: ChangeOutcome[] = []
  for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT)
    outcomes.push(...(await queriesOf(tx).execute<Spread<ChangeOutcome>>(upsert(rows.slice(i, i + ROWS_PER_STATEMENT)))))
  await applyFacets(tx, erased.length === 0 ? changes : notAmong(erased, changes), outcomes)
  const dirty = outcomes.filter(({ isDirty }) => isDirty)
  const changed = dirty.filter(({ isNew }) => !isNew).map(({ channelId, ts }) => ({ channelId, ts }))
  await forgetCached(tx, changed)
  return { applied: outcomes.length, stale: changes.length - outcomes.length, dirty: dirty.length, changed }
}

/** Two batches that lock rows in the same order cannot deadlock. */
const inKeyOrder = (a: ChangeRow, b: ChangeRow): number => (keyOf(a) < keyOf(b) ? -1 : 1)
const keyOf = ({ channelId, ts }: { channelId: string; ts: string }): string => `${channelId}:${ts}`

function notAmong(erased: readonly ChangeRow[], changes: readonly StoredChange[]): StoredChange[] {
  const keys = new Set(erased.map(keyOf))
  return changes.filter((change) => !keys.has(keyOf(change.kind === 'put' ? change.state : change)))
}

type Spread<Row> = { [Name in keyof Row]: Row[Name] }

// `m` is the stored row, `excluded` the incoming one. The fragments below are evaluated per conflicting row.
const isMarker = sql`(m.deleted_at is not null and m.delete_reason <> 'purged')`
const isPurged = sql`(m.deleted_at is not null and m.delete_reason = 'purged')`
/** A delete is final, then the larger version wins, then the larger hash, so that ties do not depend on the order of arrival. */
const newer = sql`(case when ${isPurged} then true
  when excluded.deleted_at is not null and m.deleted_at is not null
    then (excluded.deleted_at, excluded.delete_reason) > (m.deleted_at, m.delete_reason)
  when excluded.deleted_at is not null then true
  when m.deleted_at is not null then false
  else (excluded.slack_version, excluded.content_hash) > (m.slack_version, m.content_hash) end)`
/** The thread and author after the change: the winner's, else what the other one knows. */
const thread = sql`case when ${newer} then coalesce(excluded.thread_ts, m.thread_ts) else coalesce(m.thread_ts, excluded.thread_ts) end`
const author = sql`case when ${newer} and excluded.deleted_at is not null or not ${newer} and ${isMarker} then null
  when ${newer} then coalesce(excluded.user_id, m.user_id) else coalesce(m.user_id, excluded.user_id) end`
const learns = sql`(m.thread_ts is distinct from (${thread}) or m.user_id is distinct from (${author}))`
/** The index holds the right rows already: same content, same place, or gone before and after. */
const sameInIndex = sql`(not ${learns} and not ${isPurged} and (${isMarker} or (excluded.deleted_at is null and m.content_hash = excluded.content_hash)))`
/** The index counts by this: it grows with what the index has to see, and at least to Slack's own time. */
const version = sql`case when ${sameInIndex} then m.version else greatest(m.version + 1, excluded.version) end`
const winners = (...columns: string[]) =>
  sql.join(
    columns.map(
      (name) => sql`${sql.identifier(name)} = case when ${newer} then excluded.${sql.identifier(name)} else m.${sql.identifier(name)} end`,
    ),
    sql`, `,
  )

const upsert = (rows: readonly ChangeRow[]) => sql`
  with incoming as (
    select * from unnest(
      ${text(rows, 'channelId')}, ${text(rows, 'ts')}, ${arrayOf(
        rows.map((row) => row.version),
        'bigint',
      )},
      ${arrayOf(
        rows.map((row) => row.deletedVersion),
        'bigint',
      )},
      ${text(rows, 'source')}, ${text(rows, 'deleteReason')}, ${text(rows, 'threadTs')}, ${text(rows, 'userId')},
      ${text(rows, 'botId')}, ${text(rows, 'appId')}, ${text(rows, 'authorTeamId')}, ${text(rows, 'kind')}, ${text(rows, 'subtype')},
      ${text(rows, 'editedTs')}, ${text(rows, 'contentHash')}, ${number(rows, 'fileCount')}, ${number(rows, 'replyCount')},
      ${text(rows, 'latestReplyTs')}, ${text(rows, 'text')}, ${text(rows, 'mrkdwn')}
    ) as t(channel_id, ts, version, deleted_version, source, delete_reason, thread_ts, user_id, bot_id, app_id, author_team_id, kind, subtype,
      edited_ts, content_hash, file_count, reply_count, latest_reply_ts, body, mrkdwn)
  ), stored as (
    insert into messages as m (team_id, channel_id, ts, version, slack_version, source, deleted_at, delete_reason, thread_ts, user_id, bot_id, app_id,
      author_team_id, kind, subtype, edited_ts, content_hash, file_count, reply_count, latest_reply_ts)
    select ${currentTeam}, channel_id, ts, version, version, source,
      to_timestamp(deleted_version / 1000000.0), delete_reason, thread_ts, user_id, bot_id, app_id,
      author_team_id, kind, subtype, edited_ts, content_hash, file_count, reply_count, latest_reply_ts
    from incoming
    on conflict (team_id, channel_id, ts) do update set
      ${winners(
        'slack_version',
        'source',
        'deleted_at',
        'delete_reason',
        'bot_id',
        'app_id',
        'author_team_id',
        'kind',
        'subtype',
        'edited_ts',
        'content_hash',
        'file_count',
        'reply_count',
        'latest_reply_ts',
      )},
      thread_ts = ${thread}, user_id = ${author}, version = ${version}
    where ${newer} or ${learns}
    returning m.channel_id, m.ts, m.version, m.slack_version, m.content_hash, m.deleted_at, m.indexed_version, m.xmax = 0 as is_new
  ), written as (
    insert into message_bodies as b (team_id, channel_id, ts, text, mrkdwn)
    select ${currentTeam}, i.channel_id, i.ts, i.body, i.mrkdwn
    from incoming i join stored s on s.channel_id = i.channel_id and s.ts = i.ts
    where s.deleted_at is null and s.content_hash = i.content_hash
    on conflict (team_id, channel_id, ts) do update set text = excluded.text, mrkdwn = excluded.mrkdwn, stored_at = now()
    where (b.text, b.mrkdwn) is distinct from (excluded.text, excluded.mrkdwn)
  ), dropped as (
    delete from message_bodies b using stored s
    where b.channel_id = s.channel_id and b.ts = s.ts and s.deleted_at is not null
  )
  select channel_id as "channelId", ts, indexed_version is distinct from version as "isDirty", is_new as "isNew",
    deleted_at is not null as "isGone", slack_version::text as "slackVersion", content_hash as "contentHash" from stored`

type Field<Kind> = { [Name in keyof ChangeRow]: ChangeRow[Name] extends Kind ? Name : never }[keyof ChangeRow]

const text = (rows: readonly ChangeRow[], field: Field<string | null>) =>
  arrayOf(
    rows.map((row) => row[field]),
    'text',
  )
const number = (rows: readonly ChangeRow[], field: Field<number | null>) =>
  arrayOf(
    rows.map((row) => row[field]),
    'integer',
  )
