import { type MessageTs, messageTs } from '@backscroll/core'
import type { Coverage, NewPass, Watermark, WidenedPass } from '@backscroll/db'

const DAY_MS = 86_400_000
/** What is newer than that is looked at on the way down: events come late. */
const OVERLAP_MS = 30 * 60_000

/** What decides whether a channel is read further back. */
export interface DeeperWish {
  channelId: string
  nowMs: number
  days: number
  /** The pass of the channel, finished or not. */
  open: Watermark
  /** What was read of the channel, in order of time. */
  covered: readonly Pick<Coverage, 'fromTs' | 'toTs'>[]
}

export type DeeperPlan = { kind: 'begin'; pass: NewPass } | { kind: 'widen'; pass: WidenedPass } | null

/**
 * Plans to read a channel down to an older end, jumping over what was read: a pass that is under way goes on where it is, another one begins. Null when
 * the channel is read that far, and when somebody has ended its reading.
 */
export function planDeeperPass({ channelId, nowMs, days, open, covered }: DeeperWish): DeeperPlan {
  const fromTs = tsOf(nowMs - days * DAY_MS)
  const reached = reachedOf(covered)
  if (open.isStopped) return null
  if (open.pagesDone) {
    const known = earliest(reached ?? open.fromTs, open.fromTs)
    if (known <= fromTs) return null
    const jump = tsOf(nowMs - OVERLAP_MS)
    return { kind: 'begin', pass: { channelId, startedAtMs: nowMs, fromTs, threads: 'all', ...jumping(jump, known) } }
  }
  if (open.fromTs <= fromTs || (open.jumpTo === null && reached !== null && reached <= fromTs)) return null
  const { jumpAt, jumpTo } = open
  const jump = jumpTo === null && reached !== null ? jumping(open.fromTs, reached) : { jumpAt, jumpTo }
  return { kind: 'widen', pass: { channelId, startedAtMs: nowMs, wasStartedAtMs: open.startedAtMs, fromTs, threads: 'all', ...jump } }
}

/** Nothing is jumped over where nothing lies between. */
const jumping = (at: MessageTs, to: MessageTs) => (to < at ? { jumpAt: at, jumpTo: to } : { jumpAt: null, jumpTo: null })

/** Down to where everything from the newest message on was read. */
function reachedOf(covered: DeeperWish['covered']): MessageTs | null {
  let reached: string | null = null
  for (const { fromTs, toTs } of covered.toReversed()) if (reached === null || toTs >= reached) reached = fromTs
  return reached as MessageTs | null
}

const tsOf = (ms: number): MessageTs => messageTs(`${Math.max(0, Math.floor(ms / 1_000))}.000000`)
const earliest = (a: MessageTs, b: MessageTs): MessageTs => (a < b ? a : b)
