import { z } from 'zod'
import { channelRecord } from './channel-record.ts'
import type { Delivery } from './delivery.ts'
import { channelField, optionalUser, userField, words } from './fields.ts'
import { parseAs } from './parse.ts'
import { type ChannelChange, type IgnoredEvent, ignored, type SlackEvent } from './slack-event.ts'

const namedChannel = z.looseObject({ channel: channelField })
const renamedChannel = z.looseObject({ channel: z.looseObject({ id: channelField, name: words }) })
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
  ({ event, version }: Delivery): SlackEvent => ({
    kind: 'channel',
    change,
    channelId: parseAs(namedChannel, event, 'The channel event').channel,
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
