import { unreachable } from '../errors.ts'
import { type MessageTs, messageTs } from '../ids.ts'

import type { ErasureTarget } from './erasure-target.ts'

/** Messages that are erased, known here or not: whatever is in a span comes back by no reading. Null fits everything. */
export interface ErasedSpan {
  channelId: string | null
  userId: string | null
  /** The first message of a thread: it and what is below it. */
  threadTs: string | null
  /** The oldest and the newest one, both included; empty: from the beginning. */
  fromTs: string
  untilTs: string
  /** Channels on hold, whose messages stay. */
  exceptChannels: readonly string[]
}

/** Where a message stands, and who wrote it as far as that is known. */
export interface SpannedMessage {
  channelId: string
  ts: string
  threadTs: string | null
  userId: string | null
}

/** Every message of a channel and of a team goes with it: only these targets leave a span. */
export type SpanTarget = Exclude<ErasureTarget, { kind: 'channel' | 'team' }>

/** What a target means at the moment it is asked for: what is said later is new. @param askedMs that moment. */
export function spanOf(target: SpanTarget, askedMs: number): ErasedSpan {
  const whole = { channelId: null, userId: null, threadTs: null, fromTs: '', untilTs: tsOf(askedMs), exceptChannels: [] }
  switch (target.kind) {
    case 'person':
      return { ...whole, userId: target.userId }
    case 'message':
      return { ...whole, channelId: target.channelId, fromTs: target.ts, untilTs: target.ts }
    case 'thread':
      return { ...whole, channelId: target.channelId, threadTs: target.ts }
    case 'period':
      return { ...whole, channelId: target.channelId, fromTs: tsOf(target.fromMs), untilTs: tsBefore(target.toMs) }
    default:
      return unreachable(target)
  }
}

/** Whether a message is in a span. */
export function isInSpan(span: ErasedSpan, { channelId, ts, threadTs, userId }: SpannedMessage): boolean {
  if (span.channelId !== null && span.channelId !== channelId) return false
  if (span.userId !== null && span.userId !== userId) return false
  if (span.threadTs !== null && span.threadTs !== ts && span.threadTs !== threadTs) return false
  return ts >= span.fromTs && ts <= span.untilTs && !span.exceptChannels.includes(channelId)
}

/** The first timestamp of a millisecond, as Slack writes it. */
export const tsOf = (ms: number): MessageTs => fromMicros(BigInt(ms) * 1_000n)
/** The last timestamp before a millisecond. */
const tsBefore = (ms: number): MessageTs => fromMicros(BigInt(ms) * 1_000n - 1n)

const fromMicros = (micros: bigint): MessageTs => messageTs(`${micros / 1_000_000n}.${String(micros % 1_000_000n).padStart(6, '0')}`)
