import { nextTs, type Stage } from '../stage.ts'
import { bareMessage } from '../world/seeding.ts'
import type { ChannelRecord } from '../world/state.ts'
import type { StoredMessage } from '../world/types.ts'
import type { Draft } from './post-message.ts'

/** Shows a message to one person only. It is in no history and no event tells of it. */
export function showEphemeral(stage: Stage, record: ChannelRecord, userId: string, draft: Draft): StoredMessage {
  const ts = nextTs(stage, record)
  const message: StoredMessage = { ...bareMessage(record.channel.id, ts), ...draft, ts, onlyFor: userId }
  const shown = record.ephemerals.get(userId)
  if (shown) shown.push(message)
  else record.ephemerals.set(userId, [message])
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind: 'ephemeral' })
  return message
}

/** Takes an ephemeral message away. */
export function hideEphemeral(stage: Stage, record: ChannelRecord, message: StoredMessage): void {
  const shown = record.ephemerals.get(message.onlyFor ?? '') ?? []
  record.ephemerals.set(
    message.onlyFor ?? '',
    shown.filter((one) => one !== message),
  )
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind: 'ephemeral' })
}
