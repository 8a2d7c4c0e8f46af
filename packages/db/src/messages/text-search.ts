import type { ChannelId, MessageTs, PassageTrait, VisibleChannels } from '@backscroll/core'
import { type SQL, sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from '../tenant.ts'
import { traits } from './traits.ts'

/** A message that holds words of a question. */
export interface TextHit {
  channelId: ChannelId
  ts: MessageTs
  threadTs: MessageTs | null
  /** Of `ts_rank_cd`, above 0; comparable within one result only. */
  rank: number
}

export interface TextQuery {
  /** The asker's channels; an empty list finds nothing. */
  visible: VisibleChannels
  /** Narrows `visible` further, never widens it. */
  channelIds?: readonly ChannelId[]
  userIds?: readonly string[]
  /** Messages that hold each of these. */
  has?: readonly PassageTrait[]
  /** Only replies and messages that have replies. */
  inThread?: true
  /** Milliseconds since the epoch, inclusive. */
  fromMs?: number
  /** Milliseconds since the epoch, exclusive. */
  toMs?: number
  /** Letters and digits only; any of them may match. */
  words: readonly string[]
  limit: number
}

/** So many of the newest messages that the asker may read are looked at: about two seconds for all of them, without an index. */
const NEWEST = 100_000

/**
 * Searches the texts themselves, in channels that the admin allows now: for the time in which a team has no search table.
 * @returns best first, the newer of equals first.
 */
export async function searchTexts(tx: TenantTx, query: TextQuery): Promise<TextHit[]> {
  const asked = query.channelIds && new Set<string>(query.channelIds)
  const channels = asked ? query.visible.filter((channel) => asked.has(channel)) : query.visible
  const words = query.words.filter((word) => /^[\p{L}\p{N}]+$/u.test(word))
  if (channels.length === 0 || words.length === 0) return []
  const rows = await queriesOf(tx).execute<{ [Name in keyof TextHit]: TextHit[Name] }>(sql`
    with newest as materialized (
      select m.team_id, m.channel_id, m.ts, m.thread_ts from messages m
      join channels c on c.team_id = m.team_id and c.channel_id = m.channel_id and c.policy = 'allowed'
      ${query.has ? sql`join message_bodies b on b.team_id = m.team_id and b.channel_id = m.channel_id and b.ts = m.ts` : sql``}
      where m.deleted_at is null and m.channel_id = any(${arrayOf(channels, 'text')}) ${narrowing(query)}
      order by m.ts desc limit ${NEWEST}),
    texts as (
      select n.channel_id, n.ts, n.thread_ts, to_tsvector('english', b.text) as words
      from newest n join message_bodies b on b.team_id = n.team_id and b.channel_id = n.channel_id and b.ts = n.ts),
    asked as (select to_tsquery('english', ${words.map((word) => `'${word}'`).join(' | ')}) as query)
    select t.channel_id as "channelId", t.ts, t.thread_ts as "threadTs", ts_rank_cd(t.words, a.query, 1)::float8 as rank
    from texts t, asked a where t.words @@ a.query
    order by rank desc, t.ts desc, t.channel_id limit ${query.limit}`)
  return [...rows]
}

function narrowing({ userIds, has, inThread, fromMs, toMs }: TextQuery): SQL {
  const parts = [
    userIds && sql`m.user_id = any(${arrayOf(userIds, 'text')})`,
    has && sql`${traits} @> ${arrayOf(has, 'text')}`,
    inThread &&
      sql`(m.thread_ts <> m.ts or exists (
      select 1 from messages r where r.team_id = m.team_id and r.channel_id = m.channel_id and r.thread_ts = m.ts and r.ts <> m.ts
        and r.deleted_at is null))`,
    fromMs === undefined ? undefined : sql`m.posted_at >= to_timestamp(${fromMs}::float8 / 1000)`,
    toMs === undefined ? undefined : sql`m.posted_at < to_timestamp(${toMs}::float8 / 1000)`,
  ]
  return sql.join(
    parts.flatMap((part) => (part ? [sql`and ${part}`] : [])),
    sql` `,
  )
}
