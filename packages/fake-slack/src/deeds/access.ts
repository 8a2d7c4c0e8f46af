import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import type { ChannelRecord } from '../world/state.ts'
import type { StoredMessage } from '../world/types.ts'
import { canSee } from '../world/view.ts'

/** A channel this user may see, or `channel_not_found`. */
export function seenChannel(stage: Stage, channelId: string, userId: string): ChannelRecord {
  const record = stage.state.channels.get(channelId)
  if (!record || !canSee(stage, channelId, userId)) throw new SlackRefusal('channel_not_found')
  return record
}

/** A channel this user is in, or `not_in_channel`. */
export function ownChannel(stage: Stage, channelId: string, userId: string): ChannelRecord {
  const record = seenChannel(stage, channelId, userId)
  if (!record.members.has(userId)) throw new SlackRefusal('not_in_channel')
  return record
}

/** A channel this user is in and that is not archived. */
export function liveChannel(stage: Stage, channelId: string, userId: string): ChannelRecord {
  const record = ownChannel(stage, channelId, userId)
  if (record.channel.isArchived) throw new SlackRefusal('is_archived')
  return record
}

/** A message of a channel, or `message_not_found`. */
export function messageIn(record: ChannelRecord, ts: string): StoredMessage {
  const message = record.log.byTs.get(ts)
  if (!message) throw new SlackRefusal('message_not_found')
  return message
}
