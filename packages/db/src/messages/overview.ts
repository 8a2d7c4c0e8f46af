import type { ChannelId, MessageTs, UserId } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from '../tenant.ts'

/** What is stored of one channel, live messages only. */
export interface ChannelCount {
  channelId: ChannelId
  messages: number
  oldestTs: MessageTs
  newestTs: MessageTs
}

/** A stored message or marker, for listings that compare states. `text` is null on markers. */
export interface ListedMessage {
  channelId: ChannelId
  ts: MessageTs
  threadTs: MessageTs | null
  userId: UserId | null
  botId: string | null
  kind: string
  subtype: string | null
  editedTs: string | null
  /** Slack's time of the state, microseconds. */
  slackVersion: bigint
  /** What the index counts by. */
  version: bigint
  contentHash: string | null
  deleted: boolean
  deleteReason: string | null
  text: string | null
  mrkdwn: string | null
}

/** Live messages per channel, by channel id; channels without any are missing. */
export async function channelCounts(tx: TenantTx): Promise<ChannelCount[]> {
  const rows = await queriesOf(tx).execute<{ [Name in keyof ChannelCount]: ChannelCount[Name] }>(sql`
    select channel_id as "channelId", count(*)::int as messages, min(ts) as "oldestTs", max(ts) as "newestTs"
    from messages where deleted_at is null group by channel_id order by channel_id`)
  return [...rows]
}

/** Of these channels, how many live messages are known and how many of them can be searched; channels without any are missing. */
export async function searchableCounts(tx: TenantTx, channelIds: readonly string[]): Promise<Map<string, { done: number; total: number }>> {
  if (channelIds.length === 0) return new Map()
  const rows = await queriesOf(tx).execute<{ channelId: string; done: number; total: number }>(sql`
    select channel_id as "channelId", (count(*) filter (where indexed_version = version))::int as done, count(*)::int as total
    from messages where deleted_at is null and channel_id = any(${arrayOf(channelIds, 'text')}) group by channel_id`)
  return new Map(rows.map(({ channelId, ...counts }) => [channelId, counts]))
}

/** Everything stored, markers included, by channel and time, a page at a time. @param after the last key of the page before. */
export async function messagePage(tx: TenantTx, after: { channelId: string; ts: string } | null, limit: number): Promise<ListedMessage[]> {
  const rows = await queriesOf(tx).execute<Omit<ListedMessage, 'version' | 'slackVersion'> & { version: string; slackVersion: string }>(sql`
    select m.channel_id as "channelId", m.ts, m.thread_ts as "threadTs", m.user_id as "userId", m.bot_id as "botId", m.kind, m.subtype,
      m.edited_ts as "editedTs", m.version, m.slack_version as "slackVersion",
      m.content_hash as "contentHash", m.deleted_at is not null as deleted, m.delete_reason as "deleteReason", b.text, b.mrkdwn
    from (
      select * from messages where (channel_id, ts) > (${after?.channelId ?? ''}, ${after?.ts ?? ''})
      order by team_id, channel_id, ts limit ${limit}) m
    left join message_bodies b on b.team_id = m.team_id and b.channel_id = m.channel_id and b.ts = m.ts
    order by m.channel_id, m.ts`)
  return rows.map((row) => ({ ...row, version: BigInt(row.version), slackVersion: BigInt(row.slackVersion) }))
}
