import { SlackRefusal } from '../refusal.ts'
import { nowTs, type Stage } from '../stage.ts'
import { wireEventMessage } from '../wire/message.ts'
import type { ChannelRecord } from '../world/state.ts'
import type { StoredMessage } from '../world/types.ts'
import { permalinkOf } from '../world/view.ts'
import { tellChange, tellChannel } from './tell.ts'

interface Pinning {
  record: ChannelRecord
  message: StoredMessage
  user: string
}

/** What a pin shows of its message. */
const SHOWN = new Set(['type', 'user', 'bot_id', 'bot_profile', 'app_id', 'team', 'text', 'ts', 'pinned_to'])

function tell(stage: Stage, { record, message, user }: Pinning, type: 'pin_added' | 'pin_removed', createdS: number): void {
  const channel = record.channel.id
  const count = [...record.log.byTs.values()].filter((one) => one.pinned).length
  const wire = Object.entries(wireEventMessage(stage, record, message)).filter(([field]) => SHOWN.has(field))
  const shown = { ...Object.fromEntries(wire), permalink: permalinkOf(stage, channel, message.ts) }
  tellChannel(stage, record, {
    type,
    user,
    channel_id: channel,
    item: { type: 'message', created: createdS, created_by: user, channel, message: shown },
    ...(message.user ? { item_user: message.user } : {}),
    pin_count: count,
    pinned_info: { channel, pinned_by: user, pinned_ts: createdS },
    ...(type === 'pin_removed' ? { has_pins: count > 0 } : {}),
    event_ts: nowTs(stage),
  })
}

/** Pins a message, or `already_pinned`: `pin_added` and a `message_changed` that is no edit. */
export function pinMessage(stage: Stage, pinning: Pinning): void {
  const { record, message, user } = pinning
  if (message.pinned) throw new SlackRefusal('already_pinned')
  const previous = wireEventMessage(stage, record, message)
  const atS = Math.floor(stage.clock.nowMs() / 1000)
  message.pinned = { by: user, atS }
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind: 'edit' })
  tell(stage, pinning, 'pin_added', atS)
  tellChange(stage, record, message, previous)
}

/** Takes a pin away, or `no_pin`. */
export function unpinMessage(stage: Stage, pinning: Pinning): void {
  const { record, message } = pinning
  if (!message.pinned) throw new SlackRefusal('no_pin')
  const { atS } = message.pinned
  const previous = wireEventMessage(stage, record, message)
  message.pinned = null
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind: 'edit' })
  tell(stage, pinning, 'pin_removed', atS)
  tellChange(stage, record, message, previous)
}
