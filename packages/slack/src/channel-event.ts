import { z } from 'zod'
import { channelRecord } from './channel-record.ts'
import type { Delivery } from './delivery.ts'
import { channelField, flag, optionalUser, userField, words } from './fields.ts'
import { parseAs } from './parse.ts'
import { type ChannelChange, type IgnoredEvent, ignored, type SlackEvent } from './slack-event.ts'

const namedChannel = z.looseObject({ channel: channelField })
const renamedChannel = z.looseObject({ channel: z.looseObject({ id: channelField, name: words }) })
const sharedChannel = z.looseObject({ channel: channelField, is_ext_shared: flag })
const movedChannel = z.looseObject({ old_channel_id: channelField, new_channel_id: channelField })
const changedHistory = z.looseObject({ channel: channelField.nullish().catch(null) })
const membership = z.looseObject({ channel: channelField, user: userField, inviter: optionalUser })

/** Reads `channel_created`. */
export function channelCreated({ event, version }: Delivery): SlackEvent | IgnoredEvent {
  const channel = channelRecord(event.channel)
  if (channel === null) return ignored('channel-type')
  const { channelId, name, isPrivate, creatorId } = channel
  return { kind: 'channel', change: 'created', channelId, version, name, isPrivate, ...(creatorId === null ? {} : { creatorId }) }
}

/** Reads `channel_rename` and `group_rename`. */
export function channelRenamed({ event, version }: Delivery): SlackEvent {
  const { channel } = parseAs(renamedChannel, event, 'The renamed channel')
  return { kind: 'channel', change: 'renamed', channelId: channel.id, version, name: channel.name }
}

/** Makes the reader of an event that only names its channel. */
export const channelChanged =
  (change: ChannelChange) =>
  ({ event, version }: Delivery): SlackEvent => {
    const { channel } = parseAs(namedChannel, event, 'The channel event')
    const archive = change === 'archived' || change === 'unarchived' ? { isArchived: change === 'archived' } : {}
    return { kind: 'channel', change, channelId: channel, version, ...archive }
  }

/** Reads `channel_shared` and `channel_unshared`; the second one says whether another connection is left. */
export function channelShared({ event, version }: Delivery): SlackEvent {
  const { channel, is_ext_shared } = parseAs(sharedChannel, event, 'The shared channel')
  const change = event.type === 'channel_shared' ? 'shared' : 'unshared'
  return { kind: 'channel', change, channelId: channel, version, isExtShared: change === 'shared' || is_ext_shared }
}

/** Reads `channel_id_changed`. */
export function channelMoved({ event, version }: Delivery): SlackEvent {
  const { old_channel_id, new_channel_id } = parseAs(movedChannel, event, 'The moved channel')
  return { kind: 'channel-moved', fromId: old_channel_id, toId: new_channel_id, version }
}

/** Reads `channel_history_changed` and `group_history_changed`; some payloads do not name the channel. */
export const historyChanged = ({ event, version }: Delivery): SlackEvent => ({
  kind: 'history-changed',
  channelId: parseAs(changedHistory, event, 'The changed history').channel ?? null,
  version,
})

/** Makes the reader of `member_joined_channel` or `member_left_channel`. */
export const membershipChanged =
  (change: 'joined' | 'left') =>
  ({ event, version, self }: Delivery): SlackEvent => {
    const { channel, user, inviter } = parseAs(membership, event, 'The membership event')
    const isSelf = user === self.botUserId
    return {
      kind: 'membership',
      change,
      channelId: channel,
      userId: user,
      isSelf,
      version,
      ...(inviter === null ? {} : { inviterId: inviter }),
    }
  }

/** Reads `channel_left` and `group_left`, which are only about our own bot. */
export function botLeft({ event, version, self }: Delivery): SlackEvent | IgnoredEvent {
  const { channel } = parseAs(namedChannel, event, 'The channel event')
  const bot = userField.safeParse(self.botUserId).data
  return bot === undefined
    ? ignored('no-bot-user')
    : { kind: 'membership', change: 'left', channelId: channel, userId: bot, isSelf: true, version }
}
