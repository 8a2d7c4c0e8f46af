import type { MessageTs } from '@backscroll/core'
import { type SQL, sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from '../tenant.ts'

/** A live stored message, as it is compared with what Slack shows. */
export interface StoredState {
  ts: MessageTs
  version: bigint
  contentHash: string | null
  /** Only an event about an edit has told of it, so it may be a reply whose thread nobody named. */
  isPlaceUncertain: boolean
}

async function states(tx: TenantTx, condition: SQL, rest: SQL): Promise<StoredState[]> {
  const rows = await queriesOf(tx).execute<Omit<StoredState, 'version'> & { version: string }>(sql`
    select ts, slack_version as version, content_hash as "contentHash",
      (thread_ts is null and source = 'event' and slack_version <> split_part(ts, '.', 1)::bigint * 1000000 + rpad(split_part(ts, '.', 2), 6, '0')::bigint) as "isPlaceUncertain"
    from messages where team_id = current_setting('app.team_id') and deleted_at is null and ${condition} ${rest}`)
  return rows.map((row) => ({ ...row, version: BigInt(row.version) }))
}

/** What history should show below `below` (null: from the newest on), newest first: live messages that are no replies. */
export const topLevelStates = (tx: TenantTx, channelId: string, below: string | null, limit: number): Promise<StoredState[]> =>
  states(
    tx,
    sql`channel_id = ${channelId} and (thread_ts is null or thread_ts = ts) and ${below === null ? sql`true` : sql`ts < ${below}`}`,
    sql`order by ts desc limit ${limit}`,
  )

/** The roots of threads and their replies after `afterTs` (null: all), live ones, by thread and time. */
export async function threadStates(
  tx: TenantTx,
  threads: readonly { channelId: string; rootTs: string; afterTs: string | null }[],
): Promise<(StoredState & { channelId: string; rootTs: string })[]> {
  if (threads.length === 0) return []
  const column = (name: 'channelId' | 'rootTs' | 'afterTs') =>
    arrayOf(
      threads.map((thread) => thread[name]),
      'text',
    )
  const wanted = sql`unnest(${column('channelId')}, ${column('rootTs')}, ${column('afterTs')}) as k(channel_id, root_ts, after_ts)`
  const columns = sql`m.channel_id as "channelId", k.root_ts as "rootTs", m.ts, m.slack_version as version, m.content_hash as "contentHash", false as "isPlaceUncertain"`
  const here = sql`m.team_id = current_setting('app.team_id') and m.channel_id = k.channel_id and m.deleted_at is null`
  const rows = await queriesOf(tx).execute<Omit<StoredState, 'version'> & { channelId: string; rootTs: string; version: string }>(sql`
    select ${columns} from ${wanted} join messages m on ${here} and m.ts = k.root_ts
    union all
    select ${columns} from ${wanted} join messages m on ${here} and m.thread_ts = k.root_ts and m.ts <> k.root_ts
      and (k.after_ts is null or m.ts > k.after_ts)
    order by 1, 2, 3`)
  return rows.map((row) => ({ ...row, version: BigInt(row.version) }))
}

/** These messages as they are now, locked until the transaction ends; deleted ones are missing. */
export const lockedStates = (tx: TenantTx, channelId: string, tss: readonly string[]): Promise<StoredState[]> =>
  tss.length === 0
    ? Promise.resolve([])
    : states(tx, sql`channel_id = ${channelId} and ts = any(${arrayOf(tss, 'text')})`, sql`order by ts for update`)

/** Of these roots, how many live replies are stored and which is the latest; roots without any are missing. */
export async function repliesStored(
  tx: TenantTx,
  channelId: string,
  roots: readonly string[],
): Promise<Map<string, { replyCount: number; latestReplyTs: string }>> {
  if (roots.length === 0) return new Map()
  const rows = await queriesOf(tx).execute<{ root: string; replyCount: number; latestReplyTs: string }>(sql`
    select thread_ts as root, count(*)::int as "replyCount", max(ts) as "latestReplyTs" from messages
    where team_id = current_setting('app.team_id') and channel_id = ${channelId} and thread_ts = any(${arrayOf(roots, 'text')})
      and thread_ts <> ts and deleted_at is null
    group by thread_ts`)
  return new Map(rows.map(({ root, ...row }) => [root, row]))
}

/** Live messages per channel since a moment: how active each is. */
export async function activitySince(tx: TenantTx, ts: string): Promise<Map<string, number>> {
  const rows = await queriesOf(tx).execute<{ channelId: string; count: number }>(sql`
    select c.channel_id as "channelId", (select count(*)::int from messages m where m.team_id = c.team_id and m.channel_id = c.channel_id
      and m.ts > ${ts} and m.deleted_at is null) as count
    from channels c where c.policy = 'allowed'`)
  return new Map(rows.map((row) => [row.channelId, row.count]))
}

/** Live messages per channel by place: outside of threads, threads among those, and replies; channels without any are missing. */
export async function countsByPlace(tx: TenantTx): Promise<{ channelId: string; topLevel: number; threads: number; replies: number }[]> {
  const rows = await queriesOf(tx).execute<{ channelId: string; topLevel: number; threads: number; replies: number }>(sql`
    select channel_id as "channelId", (count(*) filter (where thread_ts is null or thread_ts = ts))::int as "topLevel",
      (count(distinct thread_ts))::int as threads, (count(*) filter (where thread_ts <> ts))::int as replies
    from messages where deleted_at is null group by channel_id order by channel_id`)
  return [...rows]
}
