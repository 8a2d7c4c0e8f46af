import { ModelError } from '@backscroll/core'
import type { ModelTime } from './model-time.ts'

/** What a provider allows per key and endpoint. */
export interface RateLimit {
  /** Never more than this within any 60 seconds. */
  perMinute: number
  /** The most that one call costs. */
  largestCall: number
  /** Kept back from `backfill`, so that a question finds some left. */
  reserve: number
}

/** Who waits: questions pass before backfill. */
export type Lane = 'question' | 'backfill'

export interface Turn {
  cost: number
  lane: Lane
  /** A wait beyond this is not begun. */
  untilMs: number
  signal: AbortSignal
}

/** Holds calls to a provider's pace. */
export interface Pacing {
  /** Waits for a turn. @throws ModelError `rate_limited` when it would come too late; the signal's reason when that aborts. */
  take(turn: Turn): Promise<void>
  /** Lets nobody through for so long: the provider asked for it. */
  pause(ms: number): void
}

/**
 * A token bucket. It holds at most `largestCall + reserve` and gains the rest of the minute's allowance evenly, so that no 60 seconds see more than
 * `perMinute`: for 2,000 inputs with batches of 96 and a reserve of 24 these are 120 at once and 1,880 a minute.
 * @param limit null: no pace of our own, only the provider's pauses.
 */
export function createPacing(name: string, time: ModelTime, limit: RateLimit | null): Pacing {
  const capacity = limit ? limit.largestCall + limit.reserve : Number.POSITIVE_INFINITY
  const perMs = limit ? (limit.perMinute - capacity) / 60_000 : 0
  let tokens = capacity
  let countedMs = time.nowMs()
  let pausedUntilMs = 0

  const waitFor = ({ cost, lane }: Turn): number => {
    const nowMs = time.nowMs()
    if (limit) tokens = Math.min(capacity, tokens + (nowMs - countedMs) * perMs)
    countedMs = nowMs
    const missing = limit ? cost + (lane === 'backfill' ? limit.reserve : 0) - tokens : 0
    return Math.max(pausedUntilMs - nowMs, missing > 0 ? Math.ceil(missing / perMs) : 0, 0)
  }
  return {
    async take(turn) {
      for (;;) {
        const waitMs = waitFor(turn)
        if (waitMs === 0) break
        if (time.nowMs() + waitMs >= turn.untilMs)
          throw new ModelError('rate_limited', `${name} has no turn for this call in time.`, { retryAfterMs: waitMs })
        await time.sleep(waitMs, turn.signal)
      }
      tokens -= turn.cost
    },
    pause(ms) {
      pausedUntilMs = Math.max(pausedUntilMs, time.nowMs() + ms)
    },
  }
}
