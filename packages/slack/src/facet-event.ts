import { z } from 'zod'
import type { Delivery } from './delivery.ts'
import { channelField, tsField, userField } from './fields.ts'
import { recordOf } from './loose.ts'
import { parseAs } from './parse.ts'
import { type IgnoredEvent, ignored, type SlackEvent } from './slack-event.ts'

const reactionFields = z.looseObject({
  user: userField,
  reaction: z.string().regex(/^[^\s\p{Cc}]{1,200}$/u),
  item: z.looseObject({ channel: channelField, ts: tsField }),
})
const pinFields = z.looseObject({ item: z.looseObject({ channel: channelField, message: z.looseObject({ ts: tsField }) }) })

/** Makes the reader of `reaction_added` or `reaction_removed`; reactions to files are ignored. */
export const reactionChanged =
  (change: 'added' | 'removed') =>
  ({ event, version }: Delivery): SlackEvent | IgnoredEvent => {
    if (recordOf(event.item).type !== 'message') return ignored('reaction:no-message')
    const { user, reaction, item } = parseAs(reactionFields, event, 'The reaction')
    return { kind: 'reaction', change, channelId: item.channel, ts: item.ts, userId: user, name: reaction, version }
  }

/** Makes the reader of `pin_added` or `pin_removed`; pinned files are ignored. */
export const pinChanged =
  (change: 'added' | 'removed') =>
  ({ event, version }: Delivery): SlackEvent | IgnoredEvent => {
    if (recordOf(event.item).type !== 'message') return ignored('pin:no-message')
    const { item } = parseAs(pinFields, { ...event, item: { channel: event.channel_id, ...recordOf(event.item) } }, 'The pin')
    return { kind: 'pin', change, channelId: item.channel, ts: item.message.ts, version }
  }
