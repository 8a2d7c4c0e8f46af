import { type ChannelId, type MessageChange, type MessageState, tsMicros } from '@backscroll/core'
import { messageFields } from './message-fields.ts'
import { messageState } from './message-state.ts'
import { isOwnPost, type Self } from './own-post.ts'
import { parseAs } from './parse.ts'
import { verdictOf } from './subtype.ts'

/**
 * Reads a message object of `conversations.history`, `conversations.replies` or an export's day file.
 * The version is the newer of `ts` and `edited.ts` in microseconds, so an event about the same edit is never older.
 * @param seenAt Slack's time when the page was asked for, in microseconds, or earlier: reactions and pins are as new as that.
 * @returns null for what is not stored: joins and other notices, unknown subtypes, our own posts.
 * @throws InvalidInputError when the value is not a message.
 */
export function historyMessage(
  channelId: ChannelId,
  raw: unknown,
  source: 'backfill' | 'import',
  self?: Self,
  seenAt?: bigint,
): MessageChange | null {
  const message = parseAs(messageFields, raw, 'The message')
  if (self && isOwnPost({ ...message, app_id: message.app_id ?? message.bot_profile }, self)) return null
  const verdict = verdictOf({ subtype: message.subtype, isHidden: message.hidden })
  const version = newerOf(tsMicros(message.ts), message.edited === null ? 0n : tsMicros(message.edited))
  switch (verdict.action) {
    case 'put':
      return { kind: 'put', version, source, state: shownWhole(messageState(channelId, message, verdict.kind)), ...dated(seenAt) }
    case 'delete':
      return { kind: 'delete', version, source, channelId, ts: message.ts, reason: verdict.reason }
    case 'ignore':
      return null
  }
}

const dated = (seenAt: bigint | undefined) => (seenAt === undefined ? {} : { seenAt })

/** History shows a message whole: without a list of reactions it has none. */
const shownWhole = (state: MessageState): MessageState =>
  state.facets ? { ...state, facets: { ...state.facets, reactions: state.facets.reactions ?? [] } } : state

function newerOf(posted: bigint, edited: bigint): bigint {
  if (edited > posted) return edited
  return posted
}
