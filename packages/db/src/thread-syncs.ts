import type { ChannelId, MessageTs } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from './tenant.ts'

/** A thread as Slack shows it on a page of history. */
export interface SeenThread {
  rootTs: string
  replyCount: number
  latestReplyTs: string | null
}

/** A thread whose replies are to be read, from after `afterTs` on. */
export interface PendingThread {
  channelId: ChannelId
  rootTs: MessageTs
  afterTs: MessageTs | null
}

/** Which threads have been read, and which are still to be. */
export const threadSyncsOf = (tx: TenantTx) => ({
  /** Puts threads on the list of those to be read from their first reply on. */
  async queue(channelId: string, threads: readonly SeenThread[]): Promise<void> {
    if (threads.length > 0) await save(tx, channelId, threads, 'pending')
  },

  /** What Slack showed of threads that need no reading. */
  async note(channelId: string, threads: readonly SeenThread[]): Promise<void> {
    if (threads.length > 0) await save(tx, channelId, threads, 'read')
  },

  /** Of these roots, those that were read before or are on the list. */
  async known(channelId: string, roots: readonly string[]): Promise<Map<string, SeenThread & { isPending: boolean }>> {
    if (roots.length === 0) return new Map()
    const rows = await queriesOf(tx).execute<{ rootTs: string; replyCount: number; latestReplyTs: string | null; isPending: boolean }>(sql`
      select root_ts as "rootTs", reply_count as "replyCount", latest_reply_ts as "latestReplyTs", is_pending as "isPending"
      from thread_syncs where channel_id = ${channelId} and root_ts = any(${arrayOf(roots, 'text')})`)
    return new Map(rows.map((row) => [row.rootTs, row]))
  },

  /** The next threads to read of channels that are being read, newest first. */
  async pending(limit: number): Promise<PendingThread[]> {
    const rows = await queriesOf(tx).execute<{ channelId: ChannelId; rootTs: MessageTs; afterTs: MessageTs | null }>(sql`
      select t.channel_id as "channelId", t.root_ts as "rootTs", t.after_ts as "afterTs"
      from thread_syncs t
      join sync_watermarks w on w.channel_id = t.channel_id and not w.is_stopped
      join channels c on c.channel_id = t.channel_id and c.policy = 'allowed'
      where t.is_pending
      order by c.backfill_priority desc, t.root_ts desc, t.channel_id limit ${limit}`)
    return [...rows]
  },

  async countPending(): Promise<Map<string, number>> {
    const rows = await queriesOf(tx).execute<{ channelId: string; count: number }>(sql`
      select channel_id as "channelId", count(*)::int as count from thread_syncs where is_pending group by channel_id`)
    return new Map(rows.map((row) => [row.channelId, row.count]))
  },

  /** Pages of replies have been read: each thread goes on after `afterTs`, or is done when that is null. */
  async advance(threads: readonly { channelId: string; rootTs: string; afterTs: string | null }[]): Promise<void> {
    const column = (name: 'channelId' | 'rootTs' | 'afterTs') =>
      arrayOf(
        threads.map((thread) => thread[name]),
        'text',
      )
    await queriesOf(tx).execute(sql`
      update thread_syncs t set after_ts = k.after_ts, is_pending = k.after_ts is not null
      from unnest(${column('channelId')}, ${column('rootTs')}, ${column('afterTs')}) as k(channel_id, root_ts, after_ts)
      where t.channel_id = k.channel_id and t.root_ts = k.root_ts`)
  },

  async forget(channelId?: string): Promise<void> {
    await queriesOf(tx).execute(sql`delete from thread_syncs where ${channelId === undefined ? sql`true` : sql`channel_id = ${channelId}`}`)
  },
})

async function save(tx: TenantTx, channelId: string, threads: readonly SeenThread[], as: 'pending' | 'read'): Promise<void> {
  const column = (name: keyof SeenThread, type: 'text' | 'integer') =>
    arrayOf(
      threads.map((thread) => thread[name]),
      type,
    )
  await queriesOf(tx).execute(sql`
    insert into thread_syncs (team_id, channel_id, root_ts, reply_count, latest_reply_ts, is_pending)
    select current_setting('app.team_id'), ${channelId}, root_ts, reply_count, latest_reply_ts, ${as === 'pending'}
    from unnest(${column('rootTs', 'text')}, ${column('replyCount', 'integer')}, ${column('latestReplyTs', 'text')})
      as t(root_ts, reply_count, latest_reply_ts)
    order by root_ts
    on conflict (team_id, channel_id, root_ts) do update set reply_count = excluded.reply_count,
      latest_reply_ts = excluded.latest_reply_ts, is_pending = excluded.is_pending, after_ts = null`)
}
