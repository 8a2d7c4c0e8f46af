import { InvalidInputError, unreachable } from '../errors.ts'
import { type ChannelId, channelId, type MessageTs, messageTs, type TeamId, teamId, type UserId, userId } from '../ids.ts'

/** What is erased for good. */
export type ErasureTarget =
  | { kind: 'channel'; channelId: ChannelId }
  | { kind: 'person'; userId: UserId }
  | { kind: 'team'; teamId: TeamId }
  | { kind: 'message'; channelId: ChannelId; ts: MessageTs }
  /** A message with everything that was written below it. */
  | { kind: 'thread'; channelId: ChannelId; ts: MessageTs }
  /** What was said from a moment on and before another one; null: in every channel. */
  | { kind: 'period'; fromMs: number; toMs: number; channelId: ChannelId | null }

export type ErasureKind = ErasureTarget['kind']

/** A target in one line, as it is stored and signed: `C0DEAL`, `C0DEAL:1700000000.000100`, `2026-01-01T00:00:00.000Z/2026-02-01T00:00:00.000Z:C0DEAL`. */
export function targetText(target: ErasureTarget): string {
  switch (target.kind) {
    case 'channel':
      return target.channelId
    case 'person':
      return target.userId
    case 'team':
      return target.teamId
    case 'message':
    case 'thread':
      return `${target.channelId}:${target.ts}`
    case 'period': {
      const period = `${new Date(target.fromMs).toISOString()}/${new Date(target.toMs).toISOString()}`
      return target.channelId === null ? period : `${period}:${target.channelId}`
    }
    default:
      return unreachable(target)
  }
}

const PLACE = /^([A-Z0-9]+):([\d.]+)$/
const PERIOD = /^([\d-]+T[\d:.]+Z)\/([\d-]+T[\d:.]+Z)(?::([A-Z0-9]+))?$/

/** Reads what `targetText` has written. @throws InvalidInputError for anything else. */
export function targetFrom(kind: ErasureKind, text: string): ErasureTarget {
  switch (kind) {
    case 'channel':
      return { kind, channelId: channelId(text) }
    case 'person':
      return { kind, userId: userId(text) }
    case 'team':
      return { kind, teamId: teamId(text) }
    case 'message':
    case 'thread': {
      const [, channel, ts] = PLACE.exec(text) ?? []
      return { kind, channelId: channelId(channel), ts: messageTs(ts) }
    }
    case 'period': {
      const [, from = '', to = '', channel] = PERIOD.exec(text) ?? []
      const [fromMs, toMs] = [Date.parse(from), Date.parse(to)]
      if (Number.isNaN(fromMs) || Number.isNaN(toMs)) throw new InvalidInputError('not a period')
      return { kind, fromMs, toMs, channelId: channel === undefined ? null : channelId(channel) }
    }
    default:
      return unreachable(kind)
  }
}
