import type { Link, Mention } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from '../tenant.ts'
import { applyPins, type PinChange } from './pins.ts'
import { applyReactions, type ReactionChange } from './reactions.ts'

/** What hangs on one live message now. Names, titles and labels are untrusted. */
export interface Facets {
  channelId: string
  ts: string
  isPinned: boolean
  /** By name and person. */
  reactions: { name: string; userId: string }[]
  /** By kind and target. */
  mentions: Mention[]
  /** In their order. */
  links: Link[]
  /** By id. */
  files: { fileId: string; title: string; name: string; mime: string; state: 'metadata' | 'deleted' }[]
  /** Counted over the stored replies; null without any. */
  thread: { replies: number; people: number; latestReplyTs: string } | null
}

/** What hangs on the messages of a team. */
export const facetsOf = (tx: TenantTx) => ({
  reactions: (changes: readonly ReactionChange[]) => applyReactions(tx, changes),
  pins: (changes: readonly PinChange[]) => applyPins(tx, changes),

  /** Facets of the live messages among these, by channel and time; the others are missing. */
  async of(keys: readonly { channelId: string; ts: string }[]): Promise<Facets[]> {
    if (keys.length === 0) return []
    const column = (name: 'channelId' | 'ts') =>
      arrayOf(
        keys.map((key) => key[name]),
        'text',
      )
    const same = sql`f.team_id = m.team_id and f.channel_id = m.channel_id and f.ts = m.ts`
    const rows = await queriesOf(tx).execute<{ [Name in keyof Facets]: Facets[Name] }>(sql`
      select m.channel_id as "channelId", m.ts, coalesce(p.is_pinned, false) as "isPinned",
        (select coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'userId', f.user_id) order by f.name, f.user_id), '[]')
          from reactions f where ${same} and f.is_present) as reactions,
        (select coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'targetId', f.target_id) order by f.kind, f.target_id), '[]')
          from mentions f where ${same}) as mentions,
        (select coalesce(jsonb_agg(jsonb_build_object('url', f.url, 'urlNorm', f.url_norm, 'kind', f.kind, 'domain', f.domain,
          'repo', f.repo, 'number', f.number, 'label', f.label) order by f.ordinal), '[]') from links f where ${same}) as links,
        (select coalesce(jsonb_agg(jsonb_build_object('fileId', f.file_id, 'title', f.title, 'name', f.name, 'mime', f.mime,
          'state', f.state) order by f.file_id), '[]') from message_files f where ${same}) as files,
        (select case when count(*) > 0 then jsonb_build_object('replies', count(*), 'people', count(distinct coalesce(f.user_id, f.bot_id)),
          'latestReplyTs', max(f.ts)) end
          from messages f where f.team_id = m.team_id and f.channel_id = m.channel_id and f.thread_ts = m.ts and f.ts <> m.ts
            and f.deleted_at is null) as thread
      from (select distinct * from unnest(${column('channelId')}, ${column('ts')})) as k(channel_id, ts)
      join messages m on m.channel_id = k.channel_id and m.ts = k.ts and m.deleted_at is null
      left join pins p on p.team_id = m.team_id and p.channel_id = m.channel_id and p.ts = m.ts
      order by m.channel_id, m.ts`)
    return [...rows]
  },
})
