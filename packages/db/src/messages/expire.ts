import type { ChannelId, ErasedSpan, MessageTs } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { inSpan } from '../erased-spans.ts'
import { queriesOf, type TenantTx } from '../tenant.ts'

/** A message by its place. */
interface Place {
  channelId: ChannelId
  ts: MessageTs
}

/** What content is taken out: the oldest messages of a channel, what apps have posted, or what is erased for good. */
export type ContentScope =
  | {
      channelId: string
      before?: MessageTs
      /** Messages that bear it stay, whatever its tone of skin. */
      exceptReaction?: string | null
    }
  | { posters: 'apps'; exceptChannels: readonly string[] }
  | { span: ErasedSpan }

/**
 * Takes the content out of the next messages of a scope with everything that hangs on them. Rows stay as dirty markers until the index has let
 * them go; those of what is erased stay for good, so that no reading brings the messages back. Cached answers are the caller's business. @param version microseconds since the epoch. @returns the messages, at most `limit`.
 */
export async function takeContent(
  tx: TenantTx,
  { scope, version, limit }: { scope: ContentScope; version: bigint; limit: number },
): Promise<Place[]> {
  const rows = await queriesOf(tx).execute<{ channelId: ChannelId; ts: MessageTs }>(sql`
    with gone as materialized (
      select m.channel_id, m.ts from messages m where m.team_id = current_setting('app.team_id') and ${conditionOf(scope)} and m.deleted_at is null
      order by m.channel_id, m.ts limit ${limit} for update),
    marked as (
      update messages m set deleted_at = now(), delete_reason = ${'span' in scope ? 'erased' : 'purged'}, version = greatest(m.version + 1, ${String(version)}::bigint),
        user_id = null, bot_id = null, app_id = null, author_team_id = null, subtype = null, edited_ts = null, content_hash = null,
        file_count = 0, reply_count = null, latest_reply_ts = null
      from gone k where m.team_id = current_setting('app.team_id') and m.channel_id = k.channel_id and m.ts = k.ts),
    ${sql.join(
      ['message_bodies', 'mentions', 'links', 'message_files', 'reactions', 'pins'].map((table) => {
        const name = sql.identifier(table)
        return sql`${sql.identifier(`${table}_gone`)} as (delete from ${name} t using gone k
          where t.team_id = current_setting('app.team_id') and t.channel_id = k.channel_id and t.ts = k.ts)`
      }),
      sql`, `,
    )}
    select channel_id as "channelId", ts from gone`)
  return [...rows]
}

/** How many messages of a scope still have content. */
export async function countContent(tx: TenantTx, scope: ContentScope): Promise<number> {
  const [row] = await queriesOf(tx).execute<{ count: number }>(sql`
    select count(*)::int as count from messages m
    where m.team_id = current_setting('app.team_id') and ${conditionOf(scope)} and m.deleted_at is null`)
  return row?.count ?? 0
}

/**
 * Forgets that there ever were messages, markers and threads of a channel, as far as the index has let them go. @param before only older ones.
 * @returns how many rows went, at most `limit`.
 */
export async function dropMarkers(
  tx: TenantTx,
  { channelId, before, limit }: { channelId: string; before?: MessageTs; limit: number },
): Promise<number> {
  const older = before === undefined ? sql`true` : sql`ts < ${before}`
  const gone = await queriesOf(tx).execute(sql`
    delete from messages where team_id = current_setting('app.team_id') and channel_id = ${channelId} and ts = any(array(
      select ts from messages where team_id = current_setting('app.team_id') and channel_id = ${channelId} and ${older}
        and deleted_at is not null and indexed_version = version order by ts limit ${limit}))
    returning 1`)
  const threads = before === undefined ? sql`true` : sql`root_ts < ${before} and coalesce(latest_reply_ts, root_ts) < ${before}`
  await queriesOf(tx).execute(sql`delete from thread_syncs where channel_id = ${channelId} and not is_pending and ${threads}`)
  return gone.length
}

function conditionOf(scope: ContentScope) {
  if ('span' in scope) return inSpan(scope.span)
  if ('posters' in scope)
    return sql`(m.kind = 'bot' or m.bot_id is not null) and m.channel_id <> all(${sql.param([...scope.exceptChannels])}::text[])`
  const { channelId, before, exceptReaction = null } = scope
  const older = before === undefined ? sql`` : sql` and m.ts < ${before}`
  const bare =
    exceptReaction === null
      ? sql``
      : sql` and not exists (select 1 from reactions r where r.team_id = m.team_id and r.channel_id = m.channel_id and r.ts = m.ts
          and r.is_present and split_part(r.name, '::', 1) = ${exceptReaction})`
  return sql`m.channel_id = ${channelId}${older}${bare}`
}
