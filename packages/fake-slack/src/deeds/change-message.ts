import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { wireEventMessage } from '../wire/message.ts'
import { addToLog, removeFromLog } from '../world/channel-log.ts'
import { bareMessage } from '../world/seeding.ts'
import type { ChannelRecord } from '../world/state.ts'
import { microsOf } from '../world/ts.ts'
import type { StoredMessage } from '../world/types.ts'
import { tellChange, tellDeletion } from './tell.ts'

export interface Revision {
  text: string
  blocks?: Record<string, unknown>[] | null
  attachments?: unknown[]
  metadata?: unknown
}

function tellClients(stage: Stage, record: ChannelRecord, kind: 'edit' | 'delete'): void {
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind })
}

/** Refuses with `edit_window_closed` what the workspace lets nobody edit any more. */
export function checkEditWindow(stage: Stage, record: ChannelRecord, message: StoredMessage): void {
  const minutes = stage.state.workspaces.get(record.channel.teamId)?.editWindowMinutes ?? null
  const ageMs = stage.clock.nowMs() - microsOf(message.ts) / 1000
  if (minutes !== null && ageMs > minutes * 60_000) throw new SlackRefusal('edit_window_closed')
}

/** Replaces what a message says. `edited.ts` has whole seconds, as Slack's has. */
export function editMessage(stage: Stage, record: ChannelRecord, message: StoredMessage, by: string, revision: Revision): void {
  const previous = wireEventMessage(stage, record, message)
  message.text = revision.text
  message.blocks = revision.blocks ?? null
  if (revision.attachments) message.attachments = revision.attachments
  if (revision.metadata) message.metadata = revision.metadata
  message.edited = { user: by, ts: `${Math.floor(stage.clock.nowMs() / 1000)}.000000` }
  tellClients(stage, record, 'edit')
  tellChange(stage, record, message, previous)
}

function leaveTombstone(stage: Stage, record: ChannelRecord, message: StoredMessage): void {
  const previous = wireEventMessage(stage, record, message)
  const tombstone: StoredMessage = {
    ...bareMessage(message.channelId, message.ts),
    user: 'USLACKBOT',
    subtype: 'tombstone',
    text: 'This message was deleted.',
  }
  removeFromLog(record.log, message)
  addToLog(record.log, tombstone)
  tellClients(stage, record, 'delete')
  tellChange(stage, record, tombstone, previous)
}

/** Deletes a message. A thread root with replies leaves a tombstone, which goes with its last reply. */
export function deleteMessage(stage: Stage, record: ChannelRecord, message: StoredMessage): void {
  if (message.subtype === 'tombstone') throw new SlackRefusal('message_not_found')
  if (record.log.threads.has(message.ts)) {
    leaveTombstone(stage, record, message)
    return
  }
  const previous = wireEventMessage(stage, record, message)
  removeFromLog(record.log, message)
  record.streams.delete(message.ts)
  tellClients(stage, record, 'delete')
  tellDeletion(stage, record, message.ts, previous)
  const root = message.threadTs ? record.log.byTs.get(message.threadTs) : undefined
  if (root?.subtype !== 'tombstone' || record.log.threads.has(root.ts)) return
  removeFromLog(record.log, root)
  tellDeletion(stage, record, root.ts, wireEventMessage(stage, record, root))
}
