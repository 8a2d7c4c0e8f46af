import type { FakeClock } from '../clock.ts'
import type { LimitControls } from '../contract.ts'
import type { LimitClass } from '../seeds.ts'

/** What the unlisted class may do with history and replies: one call a minute, 15 objects a page. */
const UNLISTED_METHODS = new Set(['conversations.history', 'conversations.replies'])
const UNLISTED_OBJECTS = 15

/** Methods that are counted per channel besides: calls a minute and how many at once. The second is our reading, Slack names no number. */
const PER_CHANNEL: Readonly<Record<string, { perMinute: number; burst: number }>> = {
  'chat.postMessage': { perMinute: 60, burst: 5 },
  'assistant.threads.setStatus': { perMinute: 60, burst: 60 },
}

/** The class of an app, or null when the world has none and counts nothing. */
export type ClassOf = (appId: string) => LimitClass | null

export interface RateLimiter extends LimitControls {
  /** @returns the whole seconds to wait, or null when the call may go on. */
  take(call: { method: string; perMinute: number; teamId: string; appId: string; channel?: string | undefined }): number | null
  /** Objects at most per page, or null. */
  objectCap(method: string, appId: string): number | null
  /** Every bucket is full again, and the class alone says how much may go. */
  clear(): void
}

interface Bucket {
  left: number
  atMs: number
}

/** Token buckets per method, team and app (of some methods per channel too), filled by the clock. */
export function createRateLimiter(clock: FakeClock, classOf: ClassOf): RateLimiter {
  const buckets = new Map<string, Bucket>()
  let factor = 1
  let isOn = true
  const drain = (key: string, calls: number, bursts: number = calls): number | null => {
    const perMinute = calls * factor
    const burst = Math.max(1, bursts * factor)
    const nowMs = clock.nowMs()
    const bucket = buckets.get(key) ?? { left: burst, atMs: nowMs }
    const left = Math.min(burst, bucket.left + ((nowMs - bucket.atMs) * perMinute) / 60_000)
    const isFree = left >= 1 - 1e-9
    buckets.set(key, { left: isFree ? left - 1 : left, atMs: nowMs })
    return isFree ? null : Math.max(1, Math.ceil(((1 - left) * 60) / perMinute))
  }
  const isCut = (method: string, appId: string) => UNLISTED_METHODS.has(method) && classOf(appId) === 'unlisted'
  const start = (nextFactor: number, on: 'on' | 'off') => {
    buckets.clear()
    factor = nextFactor
    isOn = on === 'on'
  }
  return {
    take({ method, perMinute, teamId, appId, channel }) {
      if (!isOn || classOf(appId) === null) return null
      const wait = drain(`${method} ${teamId} ${appId}`, isCut(method, appId) ? 1 : perMinute)
      const place = PER_CHANNEL[method]
      if (wait !== null || !place || !channel) return wait
      return drain(`${method} ${teamId} ${appId} ${channel}`, place.perMinute, place.burst)
    },
    objectCap: (method, appId) => (isOn && isCut(method, appId) ? UNLISTED_OBJECTS : null),
    clear: () => start(1, 'on'),
    multiply(by) {
      if (!(by > 0 && Number.isFinite(by))) throw new RangeError('Limits are multiplied by a number above 0.')
      start(by, 'on')
    },
    switchOff: () => start(1, 'off'),
    switchOn: () => start(1, 'on'),
  }
}
