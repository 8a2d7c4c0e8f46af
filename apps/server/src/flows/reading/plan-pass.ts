import { type MessageTs, messageTs, tsMillis } from '@backscroll/core'
import type { NewPass, RunTrigger, Watermark } from '@backscroll/db'

const DAY_MS = 86_400_000
/** How far before the last good moment a comparison begins: events come late and out of order. */
const OVERLAP_MS = 30 * 60_000

/** What decides a pass over a channel. */
export interface PassWish {
  channelId: string
  trigger: RunTrigger
  nowMs: number
  days: number
  /** Everything before is good, and need not be compared; null for the whole window. */
  goodMs: number | null
  /** The pass before, finished or not. */
  open: Watermark | null
}

/**
 * Plans the next pass over a channel, from its newest message down. The routine one re-reads threads that moved, every other one all of them,
 * because an edited reply moves nothing. A pass that interrupts another one jumps over what that had read and takes on the rest of it.
 */
export function planPass({ channelId, trigger, nowMs, days, goodMs, open }: PassWish): NewPass {
  const pass = { channelId, startedAtMs: nowMs, threads: trigger === 'schedule' ? ('moved' as const) : ('all' as const) }
  const window = tsOf(nowMs - days * DAY_MS)
  if (open === null) return { ...pass, fromTs: window }
  const from = goodMs === null ? window : latest(window, tsOf(goodMs - OVERLAP_MS))
  if (open.isStopped || open.pagesDone) return { ...pass, fromTs: from }
  const rest = { ...pass, fromTs: earliest(from, open.fromTs), threads: open.threads === 'all' ? open.threads : pass.threads }
  const { jumpAt, jumpTo, oldestTs } = open
  if (goodMs === null || oldestTs === null) return rest
  if (jumpTo !== null && jumpAt !== null) return { ...rest, jumpAt: earliest(from, jumpAt), jumpTo }
  return tsMillis(oldestTs) >= tsMillis(from) ? rest : { ...rest, jumpAt: from, jumpTo: oldestTs }
}

const tsOf = (ms: number): MessageTs => messageTs(`${Math.max(0, Math.floor(ms / 1_000))}.000000`)
const earliest = (a: MessageTs, b: MessageTs): MessageTs => (a < b ? a : b)
const latest = (a: MessageTs, b: MessageTs): MessageTs => (a < b ? b : a)
