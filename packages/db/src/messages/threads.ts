import type { ChannelId, MessageTs, PassageTrait, UserId } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from '../tenant.ts'
import { traits } from './traits.ts'

/** A message of a thread. `text` is canonical, null on markers of deleted messages and in channels that are not allowed. */
export interface ThreadMember {
  channelId: ChannelId
  ts: MessageTs
  threadTs: MessageTs | null
  userId: UserId | null
  version: bigint
  text: string | null
  traits: PassageTrait[]
}

/** The members of many threads, deleted ones included, by channel, then time. A key is the root's; a lone message is a thread of one. */
export async function threadMembers(tx: TenantTx, keys: readonly { channelId: string; ts: string }[]): Promise<ThreadMember[]> {
  if (keys.length === 0) return []
  const wanted = sql`unnest(${columnOf(keys, 'channelId')}, ${columnOf(keys, 'ts')}) as k(channel_id, ts)`
  const rows = await queriesOf(tx).execute<Omit<ThreadMember, 'version'> & { version: string }>(sql`
    with wanted as materialized (select distinct channel_id, ts from ${wanted}),
    members as (
      select m.team_id, m.channel_id, m.ts, m.thread_ts, m.user_id, m.version, m.file_count
      from wanted w join messages m on m.team_id = current_setting('app.team_id') and m.channel_id = w.channel_id and m.ts = w.ts
      union
      select m.team_id, m.channel_id, m.ts, m.thread_ts, m.user_id, m.version, m.file_count
      from wanted w join messages m on m.team_id = current_setting('app.team_id') and m.channel_id = w.channel_id and m.thread_ts = w.ts)
    select m.channel_id as "channelId", m.ts, m.thread_ts as "threadTs", m.user_id as "userId", m.version, b.text, ${traits} as traits
    from members m
    left join channels c on c.team_id = m.team_id and c.channel_id = m.channel_id and c.policy = 'allowed'
    left join message_bodies b on b.team_id = m.team_id and b.channel_id = m.channel_id and b.ts = m.ts and c.channel_id is not null
    order by m.channel_id, m.ts`)
  return rows.map((row) => ({ ...row, version: BigInt(row.version) }))
}

/** The first message of the thread that a message is in; null when that is not known. */
export async function rootOf(tx: TenantTx, channelId: string, ts: string): Promise<MessageTs | null> {
  const [row] = await queriesOf(tx).execute<{ root: MessageTs | null }>(sql`
    select thread_ts as root from messages where team_id = current_setting('app.team_id') and channel_id = ${channelId} and ts = ${ts}`)
  return row?.root ?? null
}

const columnOf = (keys: readonly { channelId: string; ts: string }[], name: 'channelId' | 'ts') =>
  arrayOf(
    keys.map((key) => key[name]),
    'text',
  )
