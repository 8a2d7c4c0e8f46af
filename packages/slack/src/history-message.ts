import { type ChannelId, type MessageChange, tsMicros } from '@backscroll/core'
import { messageFields } from './message-fields.ts'
import { messageState } from './message-state.ts'
import { isOwnPost, type Self } from './own-post.ts'
import { parseAs } from './parse.ts'
import { verdictOf } from './subtype.ts'

/**
 * Reads a message object of `conversations.history`, `conversations.replies` or an export's day file.
 * The version is the newer of `ts` and `edited.ts` in microseconds, so an event about the same edit is never older.
 * @returns null for what is not stored: joins and other notices, unknown subtypes, our own posts.
 * @throws InvalidInputError when the value is not a message.
 */
export function historyMessage(channelId: ChannelId, raw: unknown, source: 'backfill' | 'import', self?: Self): MessageChange | null {
  const message = parseAs(messageFields, raw, 'The message')
  if (self && isOwnPost({ ...message, app_id: message.app_id ?? message.bot_profile }, self)) return null
  const verdict = verdictOf({ subtype: message.subtype, isHidden: message.hidden })
  const version = newerOf(tsMicros(message.ts), message.edited === null ? 0n : tsMicros(message.edited))
  switch (verdict.action) {
    case 'put':
      return { kind: 'put', version, source, state: messageState(channelId, message, verdict.kind) }
    case 'delete':
      return { kind: 'delete', version, source, channelId, ts: message.ts, reason: verdict.reason }
    case 'ignore':
      return null
  }
}

function newerOf(posted: bigint, edited: bigint): bigint {
  if (edited > posted) return edited
  return posted
}
