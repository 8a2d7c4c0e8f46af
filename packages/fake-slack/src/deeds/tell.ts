import { nextTs, type Stage } from '../stage.ts'
import { channelTypeOf, wireEventMessage } from '../wire/message.ts'
import { type ChannelRecord, teamsOf } from '../world/state.ts'
import type { StoredMessage } from '../world/types.ts'

type Wire = Record<string, unknown>

/** Tells the apps of a channel that something happened in it. */
export function tellChannel(stage: Stage, record: ChannelRecord, event: Wire, only: { onlyApp?: string; onlyTeam?: string } = {}): void {
  stage.emit({ teamId: record.channel.teamId, channelId: record.channel.id, event, ...only })
}

/** Tells of a new message: `message` to every app there, and `app_mention` to each app whose bot it names. */
export function tellMessage(stage: Stage, record: ChannelRecord, message: StoredMessage): void {
  const wire = wireEventMessage(stage, record, message)
  const place = { channel: record.channel.id, event_ts: message.ts }
  tellChannel(stage, record, { ...wire, ...place, channel_type: channelTypeOf(record), ...contextField(stage, record, message) })
  if (
    record.channel.kind === 'im' ||
    (message.subtype !== null && message.subtype !== 'thread_broadcast' && message.subtype !== 'file_share')
  )
    return
  for (const installation of stage.state.installations) {
    if (!teamsOf(record.channel).includes(installation.teamId) || !installation.isActive) continue
    if (message.user === installation.botUserId || !mentions(message.text, installation.botUserId)) continue
    const { parent_user_id: _parent, root: _root, app_id: _app, attachments: _attachments, metadata: _metadata, ...mention } = wire
    tellChannel(
      stage,
      record,
      { ...mention, type: 'app_mention', ...place },
      { onlyApp: installation.appId, onlyTeam: installation.teamId },
    )
  }
}

/** What a person looks at while writing to an agent. */
function contextField(stage: Stage, record: ChannelRecord, message: StoredMessage): Wire {
  if (record.channel.kind !== 'im' || message.user === null || message.botId !== null) return {}
  const other = [...record.members].map((id) => stage.state.users.get(id)?.appId).find((id) => typeof id === 'string')
  const entities = stage.state.contexts.get(`${other} ${message.user}`) ?? []
  return entities.length > 0 ? { app_context: { entities } } : {}
}

/** Whether a stored text names a user. */
export function mentions(text: string, userId: string): boolean {
  return text.includes(`<@${userId}>`) || text.includes(`<@${userId}|`)
}

/** Tells of a change: `message_changed` with the new and the former state. */
export function tellChange(stage: Stage, record: ChannelRecord, message: StoredMessage, previous: Wire): void {
  const ts = nextTs(stage, record)
  const { root: _root, ...inner } = wireEventMessage(stage, record, message)
  const { root: _previousRoot, ...before } = previous
  tellChannel(stage, record, {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    message: inner,
    previous_message: before,
    channel: record.channel.id,
    ts,
    event_ts: ts,
    channel_type: channelTypeOf(record),
  })
}

/** Tells of a deletion: `message_deleted` with the former state. */
export function tellDeletion(stage: Stage, record: ChannelRecord, deletedTs: string, previous: Wire): void {
  const ts = nextTs(stage, record)
  const { root: _root, ...before } = previous
  tellChannel(stage, record, {
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    deleted_ts: deletedTs,
    previous_message: before,
    channel: record.channel.id,
    ts,
    event_ts: ts,
    channel_type: channelTypeOf(record),
  })
}
