import type { ChannelId } from '@backscroll/core'
import { type SQL, sql } from 'drizzle-orm'
import type { Policy } from './channels.ts'
import { newestOf } from './tallies.ts'
import { arrayOf, queriesOf, type TenantTx } from './tenant.ts'

/** Where the reading of a channel stands, as the admin's pages have it. `leaving`: excluded, and what was read can still be taken back. */
export type ListedStatus = 'pending' | 'reading' | 'ready' | 'partial' | 'failed' | 'paused' | 'excluded' | 'leaving'

/** A channel in the admin's list, as one person may see it. */
export interface ListedChannel {
  channelId: ChannelId
  /** Null for a private channel that the viewer is not in. Untrusted. */
  name: string | null
  isPrivate: boolean
  isArchived: boolean
  isShared: boolean
  botIsMember: boolean
  memberCount: number | null
  policy: Policy
  status: ListedStatus
  /** A pass over its history was begun. */
  hasBegun: boolean
  /** Somebody ended that pass before its end. */
  isStopped: boolean
  /** Live messages, and how many of them the index holds. */
  stored: number
  indexed: number
  lastTs: string | null
  answersEnabled: boolean
  retentionDays: number | null
  legalHold: boolean
  priority: number
  purgeAtMs: number | null
}

export type ChannelSort = 'name' | 'messages' | 'last'

/** Where a page ends: the sort key of its last row, and its id. */
export interface ChannelPlace {
  key: string
  channelId: string
}

export interface ChannelFilter {
  /** Part of a name that the viewer may see, or an id. */
  search?: string
  policies?: readonly Policy[]
  statuses?: readonly ListedStatus[]
  isPrivate?: boolean
  channelId?: string
}

export interface ChannelPage {
  viewerId: string
  /** Nothing of this workspace is read now. */
  reading: 'going-on' | 'paused'
  filter: ChannelFilter
  sort: ChannelSort
  after: ChannelPlace | null
  limit: number
}

const status = (reading: ChannelPage['reading']): SQL => sql`case
  when c.policy = 'pending' then 'pending'
  when c.policy = 'excluded' then case when c.purge_at is null then 'excluded' else 'leaving' end
  when not c.bot_is_member and w.channel_id is null then 'failed'
  when w.is_stopped then 'partial'
  when w.pages_done and not exists (select 1 from thread_syncs t where t.team_id = c.team_id and t.channel_id = c.channel_id and t.is_pending)
    then case when c.bot_is_member then 'ready' else 'partial' end
  when ${reading === 'paused'} then 'paused'
  when not c.bot_is_member then 'failed'
  else 'reading' end`

const lastTs = newestOf({
  teamId: sql`current_setting('app.team_id')`,
  channelId: sql`"channelId"`,
  stored: sql`stored`,
  newest: sql`newest`,
  lost: sql`lost`,
})

/** Ascending by name, hidden ones last; descending by the others. A key of fixed width, so that text compares as numbers do. */
const KEYS: Record<ChannelSort, SQL> = {
  name: sql`case when name is null then '1' else '0' || lower(name) end collate "C"`,
  messages: sql`lpad(stored::text, 12, '0') collate "C"`,
  last: sql`coalesce("lastTs", '') collate "C"`,
}

/** A page of channels, and the place of its last row; one more row than `limit` is never given. */
export async function listChannels(tx: TenantTx, page: ChannelPage): Promise<{ channels: ListedChannel[]; next: ChannelPlace | null }> {
  const { sort, after, limit } = page
  const order = sort === 'name' ? sql`asc` : sql`desc`
  const beyond = sort === 'name' ? sql`>` : sql`<`
  const rows = await queriesOf(tx).execute<Row>(sql`
    with listed as (${listed(page)}),
    dated as (select listed.*, ${sort === 'last' ? lastTs : sql`null::text`} as "lastTs" from listed),
    keyed as (select dated.*, ${KEYS[sort]} as key from dated),
    cut as (select * from keyed
      where ${after ? sql`(key, "channelId" collate "C") ${beyond} (${after.key} collate "C", ${after.channelId} collate "C")` : sql`true`}
      order by key ${order}, "channelId" collate "C" ${order} limit ${limit + 1})
    select cut.*, ${sort === 'last' ? sql`"lastTs"` : lastTs} as "shownTs" from cut order by key ${order}, "channelId" collate "C" ${order}`)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    channels: shown.map(toListed),
    next: rows.length > limit && last ? { key: last.key, channelId: last.channelId } : null,
  }
}

function listed({ viewerId, reading, filter }: ChannelPage): SQL {
  const { search, policies, statuses, isPrivate, channelId } = filter
  const conditions = [sql`true`]
  if (channelId !== undefined) conditions.push(sql`"channelId" = ${channelId}`)
  if (policies) conditions.push(sql`policy = any(${arrayOf(policies, 'text')})`)
  if (statuses) conditions.push(sql`status = any(${arrayOf(statuses, 'text')})`)
  if (isPrivate !== undefined) conditions.push(sql`"isPrivate" = ${isPrivate}`)
  if (search) conditions.push(sql`(strpos(lower(name), lower(${search})) > 0 or "channelId" = upper(${search}))`)
  return sql`
    select * from (
      select c.channel_id as "channelId", case when c.is_private and own.channel_id is null then null else c.name end as name,
        c.is_private as "isPrivate", c.is_archived as "isArchived", c.is_ext_shared or c.is_org_shared as "isShared",
        c.bot_is_member as "botIsMember", c.member_count as "memberCount", c.policy, ${status(reading)} as status,
        w.channel_id is not null as "hasBegun", coalesce(w.is_stopped, false) as "isStopped",
        coalesce(t.stored, 0)::int as stored, coalesce(t.indexed, 0)::int as indexed, t.newest, t.lost, c.answers_enabled as "answersEnabled",
        c.retention_days as "retentionDays", c.legal_hold as "legalHold", c.backfill_priority as priority,
        floor(extract(epoch from c.purge_at) * 1000)::bigint::text as "purgeAtMs"
      from channels c
      left join channel_members own on own.team_id = c.team_id and own.channel_id = c.channel_id and own.user_id = ${viewerId}
      left join sync_watermarks w on w.team_id = c.team_id and w.channel_id = c.channel_id
      left join (select team_id, channel_id, sum(stored) as stored, sum(indexed) as indexed, max(newest_ts) as newest, max(lost_ts) as lost
        from channel_tallies where team_id = current_setting('app.team_id') group by team_id, channel_id) t on t.team_id = c.team_id and t.channel_id = c.channel_id
      where c.team_id = current_setting('app.team_id')) all_channels
    where ${sql.join(conditions, sql` and `)}`
}

/** How many channels an admin has said what about. */
export async function countPolicies(tx: TenantTx): Promise<Record<Policy, number>> {
  const rows = await queriesOf(tx).execute<{ policy: Policy; count: number }>(
    sql`select policy, count(*)::int as count from channels where team_id = current_setting('app.team_id') group by policy`,
  )
  return { pending: 0, allowed: 0, excluded: 0, ...Object.fromEntries(rows.map(({ policy, count }) => [policy, count])) }
}

type Row = Omit<ListedChannel, 'purgeAtMs' | 'lastTs'> & {
  purgeAtMs: string | null
  newest: string | null
  lost: string | null
  shownTs: string | null
  lastTs: string | null
  key: string
}

function toListed({ key: _key, lastTs: _last, newest: _newest, lost: _lost, shownTs, purgeAtMs, ...row }: Row): ListedChannel {
  return { ...row, lastTs: shownTs, purgeAtMs: purgeAtMs === null ? null : Number(purgeAtMs) }
}
