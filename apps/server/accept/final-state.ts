import { createHash } from 'node:crypto'
import { teamId } from '@backscroll/core'
import { type Db, messagesOf } from '@backscroll/db'

type Listed = Awaited<ReturnType<ReturnType<typeof messagesOf>['page']>>[number]

/** What is stored of a team, in the measures of the oracle beside the event log. */
export async function finalState(db: Db, team: string) {
  const all: Listed[] = []
  for (let after: Listed | null = null; ; ) {
    const from = after
    const page: Listed[] = await db.withTenant(teamId(team), (tx) => messagesOf(tx).page(from, 5_000))
    all.push(...page)
    const last = page.at(-1)
    if (!last) break
    after = last
  }
  const live = all.filter((message) => !message.deleted)
  const liveKeys = new Set(live.map(keyOf))
  const replies = live.filter((message) => message.threadTs !== null && message.threadTs !== message.ts)
  const threads = new Set(replies.map((reply) => `${reply.channelId}:${reply.threadTs}`))
  const channels = Map.groupBy(live, (message) => message.channelId)
  return {
    live_messages: live.length,
    live_by_subtype: Object.fromEntries(
      [...Map.groupBy(live, (message) => message.subtype ?? '(none)')]
        .map(([subtype, messages]) => [subtype, messages.length] as const)
        .sort((a, b) => b[1] - a[1]),
    ),
    live_with_edited_mark: live.filter((message) => message.editedTs !== null).length,
    live_scrubbed_text: live.filter((message) => message.mrkdwn?.startsWith('[message text edit')).length,
    live_empty_text: live.filter((message) => message.mrkdwn?.trim() === '').length,
    deleted_keys: all.length - live.length,
    thread_replies: replies.length,
    threads_with_replies: threads.size,
    threads_whose_parent_is_not_live: [...threads].filter((root) => !liveKeys.has(root)).length,
    distinct_channels: channels.size,
    distinct_users: new Set(live.flatMap((message) => message.userId ?? [])).size,
    messages_without_user: live.filter((message) => message.userId === null).length,
    top_channels: [...channels]
      .map(([channel, messages]) => [channel, messages.length] as const)
      .sort((a, b) => b[1] - a[1])
      .slice(0, 5),
    state_sha256: fingerprint(live),
  }
}

const keyOf = (message: Listed): string => `${message.channelId}:${message.ts}`

/** SHA-256 over the sorted lines `channel, ts, user or bot, thread, sha256(text)`, as the README of the event log defines it. */
function fingerprint(live: readonly Listed[]): string {
  const lines = live.map((message) =>
    [message.channelId, message.ts, message.userId ?? message.botId ?? '', message.threadTs ?? '', sha256(message.mrkdwn ?? '')].join('\t'),
  )
  return sha256(lines.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).join('\n'))
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
