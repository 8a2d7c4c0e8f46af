import type { Stage } from '../stage.ts'
import type { ChannelRecord } from './state.ts'
import type { MessageStream } from './surfaces.ts'

/** Slack ends a stream after so long, whatever is appended. */
const LIFE_MS = 5 * 60_000

/** The stream of a message with the state that it has now, or undefined. */
export function streamOf(stage: Stage, record: ChannelRecord, ts: string): MessageStream | undefined {
  const stream = record.streams.get(ts)
  if (stream?.state === 'in_progress' && stage.clock.nowMs() - stream.startedMs >= LIFE_MS) stream.state = 'errored'
  return stream
}

/** Whether an app is still writing a message. */
export const isStreaming = (stage: Stage, record: ChannelRecord, ts: string): boolean =>
  streamOf(stage, record, ts)?.state === 'in_progress'
