import type { ChannelId, MessageKind, MessageState } from '@backscroll/core'
import { filesOf } from './appendix.ts'
import { messageFacets } from './message-facets.ts'
import type { RawMessage } from './message-fields.ts'
import { messageText } from './message-text.ts'

/** A huddle's own text is a fixed notice; some payloads leave it out. */
const HUDDLE_LINE = 'A huddle happened'

/** One observed state of a message, from an event, history or an export. */
export function messageState(channelId: ChannelId, raw: RawMessage, kind: MessageKind): MessageState {
  const { mrkdwn, appendix } = messageText(raw)
  return {
    channelId,
    ts: raw.ts,
    threadTs: raw.thread_ts,
    userId: raw.user,
    botId: raw.bot_id,
    appId: raw.app_id ?? raw.bot_profile,
    authorTeamId: raw.user_team ?? raw.user_profile,
    kind: kind === 'message' && raw.bot_id !== null ? 'bot' : kind,
    subtype: raw.subtype || null,
    mrkdwn: kind === 'huddle' ? oneLine(mrkdwn) || HUDDLE_LINE : mrkdwn,
    appendix,
    editedTs: raw.edited,
    fileCount: filesOf(raw).length,
    replyCount: raw.reply_count,
    latestReplyTs: raw.latest_reply,
    facets: messageFacets(raw),
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
