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

/** The root of a thread and its replies after `after` (null: all), live ones, oldest first. */
export const threadStates = (tx: TenantTx, channelId: string, root: string, after: string | null): Promise<StoredState[]> =>
  states(
    tx,
    sql`channel_id = ${channelId} and (ts = ${root} or thread_ts = ${root} and ${after === null ? sql`true` : sql`ts > ${after}`})`,
    sql`order by ts`,
  )

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
