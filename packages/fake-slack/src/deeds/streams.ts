import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { wireEventMessage } from '../wire/message.ts'
import type { ChannelRecord } from '../world/state.ts'
import { isStreaming, streamOf } from '../world/stream-state.ts'
import type { MessageStream } from '../world/surfaces.ts'
import type { StoredMessage } from '../world/types.ts'
import { type Draft, postMessage } from './post-message.ts'
import { tellChange } from './tell.ts'

type Block = Record<string, unknown>

/** The stream of a message that is still being written; Slack's refusals otherwise. */
export function openStreamOf(stage: Stage, record: ChannelRecord, ts: string): MessageStream {
  const stream = streamOf(stage, record, ts)
  if (stream?.stoppedBy) throw new SlackRefusal('stopped_by_user')
  if (stream?.state !== 'in_progress') throw new SlackRefusal('message_not_in_streaming_state')
  return stream
}

function tellClients(stage: Stage, record: ChannelRecord): void {
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind: 'edit' })
}

/** Begins a message that grows. */
export function startStream(
  stage: Stage,
  record: ChannelRecord,
  draft: Draft & { threadTs: string; appId: string; recipientId: string | null },
): StoredMessage {
  const { recipientId, ...message } = draft
  return postMessage(stage, record, message, (ts) =>
    record.streams.set(ts, {
      channelId: record.channel.id,
      ts,
      threadTs: draft.threadTs,
      appId: draft.appId,
      recipientId,
      startedMs: stage.clock.nowMs(),
      state: 'in_progress',
      stoppedBy: null,
      length: draft.text.length,
    }),
  )
}

/** Lets a message grow. Apps hear nothing of it before its end (unverified). */
export function growStream(stage: Stage, record: ChannelRecord, message: StoredMessage, grown: { text: string; blocks: Block[] }): void {
  message.text = grown.text
  message.blocks = grown.blocks
  tellClients(stage, record)
}

/** Ends a stream: the message stands as it is, and apps hear `message_changed`. */
export function endStream(stage: Stage, record: ChannelRecord, stream: MessageStream, how: Partial<MessageStream>): void {
  const message = record.log.byTs.get(stream.ts)
  const previous = message && wireEventMessage(stage, record, message)
  Object.assign(stream, how)
  tellClients(stage, record)
  if (message && previous) tellChange(stage, record, message, previous)
}

/** A person presses Stop. `message_not_in_streaming_state` when there is nothing to stop. */
export function stopByPerson(stage: Stage, record: ChannelRecord, ts: string, userId: string): void {
  if (!isStreaming(stage, record, ts)) throw new SlackRefusal('message_not_in_streaming_state')
  endStream(stage, record, openStreamOf(stage, record, ts), { state: 'completed', stoppedBy: userId })
}
