import { messageTs, tsMicros } from '@backscroll/core'
import { recordOf } from './loose.ts'
import type { Self } from './own-post.ts'

/** One delivery taken apart for the readers of its event. */
export interface Delivery {
  /** The inner event, unread. */
  event: Readonly<Record<string, unknown>>
  /** Slack's event time in microseconds: `event_ts`, else `ts`, else the whole seconds of the envelope. */
  version: bigint
  /** Milliseconds since the epoch, whole seconds. */
  eventTimeMs: number
  self: Self
}

/** Takes a parsed envelope apart. @throws InvalidInputError when its time is not one. */
export function deliveryOf(body: unknown, self: Self): Delivery {
  const envelope = recordOf(body)
  const event = recordOf(envelope.event)
  const seconds = Number.isSafeInteger(envelope.event_time) ? Number(envelope.event_time) : 0
  const ts = event.event_ts || event.ts || `${Math.min(Math.max(seconds, 0), 999_999_999_999)}.000000`
  return { event, version: tsMicros(messageTs(ts)), eventTimeMs: seconds * 1000, self }
}
