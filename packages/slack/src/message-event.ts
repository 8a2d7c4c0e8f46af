import { type ChannelId, type MessageChange, unreachable } from '@backscroll/core'
import { z } from 'zod'
import { askedInDirectMessage } from './asked-event.ts'
import type { Delivery } from './delivery.ts'
import { channelField, flag, tsField, words } from './fields.ts'
import { recordOf, textOf } from './loose.ts'
import { messageFields, type RawMessage } from './message-fields.ts'
import { messageState } from './message-state.ts'
import { isOwnPost, type Self } from './own-post.ts'
import { parseAs } from './parse.ts'
import { type IgnoredEvent, ignored, type SlackEvent } from './slack-event.ts'
import { verdictOf } from './subtype.ts'

const outerFields = z.looseObject({ channel: channelField, channel_type: words, subtype: words, hidden: flag })
const channelNotice = z.looseObject({ topic: words, purpose: words })

/** Reads a `message` event by the truth table of subtypes; the subtype is looked at before anything else. */
export function messageEvent(delivery: Delivery): SlackEvent | IgnoredEvent {
  const { event, version, self } = delivery
  const outer = parseAs(outerFields, event, 'The message event')
  if (outer.channel_type === 'im' || outer.channel.startsWith('D')) return askedInDirectMessage(delivery)
  if (!['', 'channel', 'group'].includes(outer.channel_type)) return ignored('channel-type')
  switch (outer.subtype.replace(/^group_/, 'channel_')) {
    case 'message_changed':
      return observed({ value: event.message, isHidden: false, channelId: outer.channel, version, self })
    case 'message_deleted': {
      const ts = parseAs(tsField, event.deleted_ts, 'The deleted message')
      return messages({ kind: 'delete', version, source: 'event', channelId: outer.channel, ts, reason: 'deleted' })
    }
    case 'channel_convert_to_private':
      return { kind: 'channel', change: 'made-private', channelId: outer.channel, version, isPrivate: true }
    case 'channel_convert_to_public':
      return { kind: 'channel', change: 'made-public', channelId: outer.channel, version, isPrivate: false }
    case 'channel_topic':
      return {
        kind: 'channel',
        change: 'topic',
        channelId: outer.channel,
        version,
        topic: parseAs(channelNotice, event, 'The topic').topic,
      }
    case 'channel_purpose':
      return {
        kind: 'channel',
        change: 'topic',
        channelId: outer.channel,
        version,
        purpose: parseAs(channelNotice, event, 'The purpose').purpose,
      }
    default:
      return observed({ value: event, isHidden: outer.hidden, channelId: outer.channel, version, self })
  }
}

interface Observation {
  value: unknown
  isHidden: boolean
  channelId: ChannelId
  version: bigint
  self: Self
}

/** A new message, or the new state inside a change: both say what the message is now. */
function observed({ value, isHidden, channelId, version, self }: Observation): SlackEvent | IgnoredEvent {
  const verdict = verdictOf({ subtype: textOf(recordOf(value).subtype), isHidden })
  if (verdict.action === 'ignore') return ignored(verdict.reason)
  const raw: RawMessage = parseAs(messageFields, value, 'The message')
  switch (verdict.action) {
    case 'delete':
      return messages({ kind: 'delete', version, source: 'event', channelId, ts: raw.ts, reason: verdict.reason })
    case 'put':
      if (isOwnPost({ ...raw, app_id: raw.app_id ?? raw.bot_profile }, self)) return ignored('own-post')
      return messages({ kind: 'put', version, source: 'event', state: messageState(channelId, raw, verdict.kind) })
    default:
      return unreachable(verdict)
  }
}

const messages = (change: MessageChange): SlackEvent => ({ kind: 'messages', changes: [change] })
