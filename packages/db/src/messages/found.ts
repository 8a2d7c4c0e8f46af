import type { ChannelId, MessageTs, VisibleChannels } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { arrayOf, queriesOf, type TenantTx } from '../tenant.ts'
import { type StoredMessage, type StoredMessageRow, storedMessage, storedMessageColumns, storedMessageJoins } from './read.ts'

/** Where a passage stands: one message, or a stretch of a thread with both its ends. */
export interface PassagePlace {
  channelId: ChannelId
  threadTs: MessageTs
  firstTs: MessageTs
  lastTs: MessageTs
}

/** A live message with its text and with what ranking looks at. */
export interface FoundMessage extends StoredMessage {
  /** Live replies to it; 0 for a reply. */
  replyCount: number
  /** Each person and name counted. */
  reactionCount: number
  /** Somebody put a check mark on it. */
  isResolved: boolean
  hasCode: boolean
}

/** Names under which Slack's users mark something as done or as the answer. */
const CHECK_MARKS = ['white_check_mark', 'heavy_check_mark', 'ballot_box_with_check', 'check', 'checked', 'done', 'solved', 'resolved']

/**
 * The messages of passages, with the rights check at the moment of reading: live, in a channel the admin allows now, and in one that the
 * asker may read. One statement for any number of passages.
 * @returns by channel, then by time, each once.
 */
export async function foundMessages(tx: TenantTx, places: readonly PassagePlace[], visible: VisibleChannels): Promise<FoundMessage[]> {
  const mayRead = new Set<string>(visible)
  const wanted = places.filter(({ channelId }) => mayRead.has(channelId))
  if (wanted.length === 0) return []
  const column = (read: (place: PassagePlace) => string) => arrayOf(wanted.map(read), 'text')
  const rows = await queriesOf(tx).execute<
    StoredMessageRow & { replyCount: number; reactionCount: number; isResolved: boolean; hasCode: boolean }
  >(sql`
    with wanted as materialized (
      select distinct * from unnest(${column((place) => place.channelId)}, ${column((place) => place.threadTs)},
        ${column((place) => place.firstTs)}, ${column((place) => place.lastTs)}) as w(channel_id, thread_ts, first_ts, last_ts)),
    keys as materialized (
      select channel_id, first_ts as ts from wanted
      union select m.channel_id, m.ts from wanted w
        join messages m on m.team_id = current_setting('app.team_id') and m.channel_id = w.channel_id and m.thread_ts = w.thread_ts
        where w.first_ts <> w.last_ts and m.ts >= w.first_ts and m.ts <= w.last_ts)
    select ${storedMessageColumns}, position(chr(96) in b.mrkdwn) > 0 as "hasCode",
      coalesce(r.replies, 0)::int as "replyCount", coalesce(e.count, 0)::int as "reactionCount", coalesce(e.checked, false) as "isResolved"
    from keys k
    join messages m on m.team_id = current_setting('app.team_id') and m.channel_id = k.channel_id and m.ts = k.ts
    ${storedMessageJoins}
    left join lateral (
      select count(*) as replies from messages a
      where a.team_id = m.team_id and a.channel_id = m.channel_id and a.thread_ts = m.ts and a.ts <> m.ts and a.deleted_at is null) r on true
    left join lateral (
      select count(*) as count, bool_or(e.name = any(${arrayOf(CHECK_MARKS, 'text')})) as checked from reactions e
      where e.team_id = m.team_id and e.channel_id = m.channel_id and e.ts = m.ts and e.is_present) e on true
    where m.deleted_at is null and c.policy = 'allowed'
    order by m.channel_id, m.ts`)
  return rows.map(({ replyCount, reactionCount, isResolved, hasCode, ...row }) => ({
    ...storedMessage(row),
    replyCount,
    reactionCount,
    isResolved,
    hasCode,
  }))
}
