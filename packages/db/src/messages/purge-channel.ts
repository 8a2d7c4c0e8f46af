import { sql } from 'drizzle-orm'
import { forgetCachedOfChannel } from '../answer-cache.ts'
import { queriesOf, type TenantTx } from '../tenant.ts'

/**
 * Deletes the stored content of a channel with everything that hangs on it: exclusion by the admin, or the app has left. Rows stay as dirty markers, so that the index
 * is cleaned; unlike a deletion in Slack a purge is not final, and a later backfill brings the messages back.
 * @param version microseconds since the epoch.
 * @returns how many messages lost their text.
 */
export async function purgeChannel(tx: TenantTx, channelId: string, version: bigint): Promise<number> {
  const [row] = await queriesOf(tx).execute<{ purged: number }>(sql`
    with purged as (
      update messages set deleted_at = now(), delete_reason = 'purged', version = greatest(version + 1, ${String(version)}::bigint),
        user_id = null, bot_id = null, app_id = null, author_team_id = null, subtype = null, edited_ts = null, content_hash = null,
        file_count = 0, reply_count = null, latest_reply_ts = null
      where channel_id = ${channelId} and deleted_at is null
      returning ts
    ), dropped as (delete from message_bodies where channel_id = ${channelId}),
    mentions_gone as (delete from mentions where channel_id = ${channelId}),
    links_gone as (delete from links where channel_id = ${channelId}),
    files_gone as (delete from message_files where channel_id = ${channelId}),
    reactions_gone as (delete from reactions where channel_id = ${channelId}),
    pins_gone as (delete from pins where channel_id = ${channelId})
    select count(*)::int as purged from purged`)
  await forgetCachedOfChannel(tx, channelId)
  return row?.purged ?? 0
}
