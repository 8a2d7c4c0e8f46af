import type { ChannelId, MessageTs, UserId, VisibleChannels } from '@backscroll/core'
import { type SQL, sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from '../tenant.ts'

/** A live message with its text. `text` is canonical, `mrkdwn` as written; both untrusted. */
export interface StoredMessage {
  channelId: ChannelId
  ts: MessageTs
  threadTs: MessageTs | null
  userId: UserId | null
  botId: string | null
  /** What the author is called now; null when unknown. */
  authorName: string | null
  /** Null when the channel is unknown. */
  channelName: string | null
  editedTs: string | null
  kind: string
  version: bigint
  postedAtMs: number
  text: string
  mrkdwn: string
}

/** As it comes from Postgres. */
export type StoredMessageRow = Omit<StoredMessage, 'version' | 'postedAtMs'> & { version: string; postedAtMs: string }

/** What a message `m` is read with, its body `b`, author `u` and channel `c` joined. */
export const storedMessageColumns = sql`m.channel_id as "channelId", m.ts, m.thread_ts as "threadTs", m.user_id as "userId", m.bot_id as "botId",
      coalesce(nullif(u.display_name, ''), nullif(u.real_name, ''), u.username) as "authorName", c.name as "channelName",
      m.edited_ts as "editedTs", m.kind, m.version, floor(extract(epoch from m.posted_at) * 1000)::bigint as "postedAtMs", b.text, b.mrkdwn`

export const storedMessageJoins = sql`join message_bodies b on b.team_id = m.team_id and b.channel_id = m.channel_id and b.ts = m.ts
    left join channels c on c.team_id = m.team_id and c.channel_id = m.channel_id
    left join users u on u.team_id = m.team_id and u.user_id = m.user_id`

export const storedMessage = (row: StoredMessageRow): StoredMessage => ({
  ...row,
  version: BigInt(row.version),
  postedAtMs: Number(row.postedAtMs),
})

async function select(tx: TenantTx, condition: SQL, order = sql`m.ts, m.channel_id`): Promise<StoredMessage[]> {
  const rows = await queriesOf(tx).execute<StoredMessageRow>(sql`
    select ${storedMessageColumns} from messages m ${storedMessageJoins}
    where m.deleted_at is null and ${condition}
    order by ${order}`)
  return rows.map(storedMessage)
}

const inThread = (channelId: string, threadTs: string) =>
  sql`m.channel_id = ${channelId} and (m.ts = ${threadTs} or m.thread_ts = ${threadTs})`

/** Root and replies that are live, by time. Checks no rights: for the index. */
export const threadMessages = (tx: TenantTx, channelId: string, threadTs: string): Promise<StoredMessage[]> =>
  select(tx, inThread(channelId, threadTs))

/** The largest version in a thread, deleted messages included: it grows with every change; null when there is no message. */
export async function threadVersion(tx: TenantTx, channelId: string, threadTs: string): Promise<bigint | null> {
  const [row] = await queriesOf(tx).execute<{ version: string | null }>(
    sql`select max(m.version) as version from messages m where ${inThread(channelId, threadTs)}`,
  )
  return row?.version ? BigInt(row.version) : null
}

/**
 * The rights check at the moment of reading: of these keys, the messages that are live, in a channel the admin allows now, and in
 * one the asker may read. The index is only a hint; text comes from here.
 * @returns by time, in no relation to the order of the keys.
 */
export async function readableMessages(
  tx: TenantTx,
  keys: readonly { channelId: string; ts: string }[],
  visible: VisibleChannels,
): Promise<StoredMessage[]> {
  const mayRead = new Set<string>(visible)
  const wanted = keys.filter((key) => mayRead.has(key.channelId))
  if (wanted.length === 0) return []
  const found = sql`select * from unnest(${arrayOf(
    wanted.map((key) => key.channelId),
    'text',
  )}, ${arrayOf(
    wanted.map((key) => key.ts),
    'text',
  )})`
  return select(tx, sql`(m.channel_id, m.ts) in (${found}) and c.policy = 'allowed'`)
}
