import type { ChannelId, MessageTs, PassageTrait, UserId } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from '../tenant.ts'
import { traits } from './traits.ts'

/** A live message of an allowed channel: what a search table holds passages of. `text` is canonical. */
export interface IndexableMessage {
  channelId: ChannelId
  ts: MessageTs
  threadTs: MessageTs | null
  userId: UserId | null
  version: bigint
  text: string
  traits: PassageTrait[]
}

/** Where a message stands. */
export interface MessageKey {
  channelId: string
  ts: string
}

/** A page of what belongs in a search table, by channel and time. @param after the last key of the page before. */
export async function indexablePage(tx: TenantTx, after: MessageKey | null, limit: number): Promise<IndexableMessage[]> {
  const rows = await queriesOf(tx).execute<Omit<IndexableMessage, 'version'> & { version: string }>(sql`
    select m.channel_id as "channelId", m.ts, m.thread_ts as "threadTs", m.user_id as "userId", m.version, b.text, ${traits} as traits
    from messages m
    join channels c on c.team_id = m.team_id and c.channel_id = m.channel_id and c.policy = 'allowed'
    join message_bodies b on b.team_id = m.team_id and b.channel_id = m.channel_id and b.ts = m.ts
    where m.deleted_at is null and (m.channel_id, m.ts) > (${after?.channelId ?? ''}, ${after?.ts ?? ''})
    order by m.team_id, m.channel_id, m.ts limit ${limit}`)
  return rows.map((row) => ({ ...row, version: BigInt(row.version) }))
}

/** The first `characters` of what live messages of allowed public channels say, at most `limit` of them: the same draw from the same messages. */
export async function publicTexts(tx: TenantTx, limit: number, characters: number): Promise<string[]> {
  const rows = await queriesOf(tx).execute<{ text: string }>(sql`
    select left(b.text, ${characters}) as text from (
      select m.team_id, m.channel_id, m.ts from messages m
      join channels c on c.team_id = m.team_id and c.channel_id = m.channel_id and c.policy = 'allowed' and not c.is_private
      where m.deleted_at is null order by md5(m.channel_id || m.ts), m.channel_id, m.ts limit ${limit}) m
    join message_bodies b on b.team_id = m.team_id and b.channel_id = m.channel_id and b.ts = m.ts
    order by md5(m.channel_id || m.ts), m.channel_id, m.ts`)
  return rows.map(({ text }) => text)
}

/** How many messages belong in a search table. */
export async function countIndexable(tx: TenantTx): Promise<number> {
  const [row] = await queriesOf(tx).execute<{ count: number }>(sql`
    select count(*)::int as count from messages m
    join channels c on c.team_id = m.team_id and c.channel_id = m.channel_id and c.policy = 'allowed'
    where m.deleted_at is null`)
  return row?.count ?? 0
}

const wanted = (keys: readonly MessageKey[]) =>
  sql`unnest(${arrayOf(
    keys.map((key) => key.channelId),
    'text',
  )}, ${arrayOf(
    keys.map((key) => key.ts),
    'text',
  )}) as k(channel_id, ts)`

/** Of these keys, those where the index is behind on the message or on one of the replies to it. */
export async function unsettledAmong(tx: TenantTx, keys: readonly MessageKey[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await queriesOf(tx).execute<{ key: string }>(sql`
    select k.channel_id || ':' || k.ts as key from ${wanted(keys)} where exists (
      select 1 from messages m where m.team_id = current_setting('app.team_id') and m.channel_id = k.channel_id
        and (m.ts = k.ts or m.thread_ts = k.ts) and m.indexed_version is distinct from m.version)`)
  return new Set(rows.map((row) => row.key))
}

/** Makes messages and the replies to them dirty, as if each had been indexed at another version. @returns how many. */
export async function markDirty(tx: TenantTx, keys: readonly MessageKey[]): Promise<number> {
  if (keys.length === 0) return 0
  const [row] = await queriesOf(tx).execute<{ count: number }>(sql`
    with marked as (
      update messages m set indexed_version = -1 from ${wanted(keys)}
      where m.team_id = current_setting('app.team_id') and m.channel_id = k.channel_id and (m.ts = k.ts or m.thread_ts = k.ts)
      returning 1)
    select count(*)::int as count from marked`)
  return row?.count ?? 0
}

/** Makes every message of a channel that the index was told of dirty. @returns how many. */
export async function markChannelDirty(tx: TenantTx, channelId: string): Promise<number> {
  const [row] = await queriesOf(tx).execute<{ count: number }>(sql`
    with marked as (
      update messages set indexed_version = -1
      where team_id = current_setting('app.team_id') and channel_id = ${channelId} and indexed_version is not null and indexed_version <> -1
      returning 1)
    select count(*)::int as count from marked`)
  return row?.count ?? 0
}

/** Of these messages, those that are stored and not deleted, as `channel:ts`. */
export async function storedAmong(tx: TenantTx, keys: readonly MessageKey[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await queriesOf(tx).execute<{ key: string }>(sql`
    select m.channel_id || ':' || m.ts as key from messages m, ${wanted(keys)}
    where m.team_id = current_setting('app.team_id') and m.channel_id = k.channel_id and m.ts = k.ts and m.deleted_at is null`)
  return new Set(rows.map(({ key }) => key))
}

/** Whether the index has ever been told of a message. */
export async function wasIndexed(tx: TenantTx): Promise<boolean> {
  const rows = await queriesOf(tx).execute(sql`select 1 from messages where indexed_version is not null limit 1`)
  return rows.length > 0
}
