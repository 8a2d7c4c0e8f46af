import type { ChannelId, MessageTs } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { queriesOf, type TenantTx } from '../tenant.ts'
import type { MessageKey } from './indexable.ts'

/** Messages of a channel whose thread begins after `after` and not later than `upTo`; null: up to now. */
export interface SlackWindow {
  channelId: ChannelId
  after: MessageTs
  upTo: MessageTs | null
}

/** What is stored of a message, markers of deleted ones included: what a comparison with Slack needs. */
export interface WindowMessage {
  channelId: ChannelId
  ts: MessageTs
  threadTs: MessageTs | null
  version: bigint
  contentHash: string | null
  deleted: boolean
  /** Its author's messages were erased: it stays away, whatever Slack shows. */
  isErased: boolean
}

/** Every so-manieth message of each channel that is not a reply, by channel and time: where windows of equal size end. */
export async function windowMarks(tx: TenantTx, every: number): Promise<{ channelId: ChannelId; ts: MessageTs }[]> {
  const rows = await queriesOf(tx).execute<{ channelId: ChannelId; ts: MessageTs }>(sql`
    select channel_id as "channelId", ts from (
      select channel_id, ts, row_number() over (partition by channel_id order by ts) as place
      from messages where thread_ts is null or thread_ts = ts) m
    where place % ${every}::integer = 0 order by channel_id, ts`)
  return [...rows]
}

/** Everything stored in a window, by time. */
export async function windowMessages(tx: TenantTx, { channelId, after, upTo }: SlackWindow): Promise<WindowMessage[]> {
  const end = upTo === null ? sql`` : sql`and coalesce(thread_ts, ts) <= ${upTo}`
  const rows = await queriesOf(tx).execute<Omit<WindowMessage, 'version'> & { version: string }>(sql`
    select channel_id as "channelId", ts, thread_ts as "threadTs", slack_version as version, content_hash as "contentHash", deleted_at is not null as deleted,
      coalesce(delete_reason = 'erased', false) as "isErased"
    from messages where channel_id = ${channelId} and coalesce(thread_ts, ts) > ${after} ${end} order by ts`)
  return rows.map((row) => ({ ...row, version: BigInt(row.version) }))
}

/** Lets a message that is marked as deleted, but stands in Slack, take the next put as one that was only purged does. */
export async function reopen(tx: TenantTx, keys: readonly MessageKey[]): Promise<void> {
  for (const { channelId, ts } of keys)
    await queriesOf(tx).execute(
      sql`update messages set delete_reason = 'purged' where channel_id = ${channelId} and ts = ${ts} and deleted_at is not null and delete_reason <> 'erased'`,
    )
}
