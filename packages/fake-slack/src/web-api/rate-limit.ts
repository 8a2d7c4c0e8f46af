import type { FakeClock } from '../clock.ts'

export type LimitClass = 'off' | 'internal' | 'unlisted'

/** What the unlisted class may do with history and replies: one call a minute, 15 objects a page. */
const UNLISTED_METHODS = new Set(['conversations.history', 'conversations.replies'])
const UNLISTED_OBJECTS = 15

/** chat.postMessage: one a second and channel, with short bursts. */
const POST_BURST = 5

export interface RateLimiter {
  /** @returns the whole seconds to wait, or null when the call may go on. */
  take(call: { method: string; perMinute: number; teamId: string; appId: string; channel?: string | undefined }): number | null
  /** Objects at most per page, or null. */
  objectCap(method: string): number | null
  clear(): void
}

interface Bucket {
  left: number
  atMs: number
}

/** Token buckets per method, team and app (per channel for chat.postMessage), filled by the clock. */
export function createRateLimiter(clock: FakeClock, limits: LimitClass): RateLimiter {
  const buckets = new Map<string, Bucket>()
  const drain = (key: string, perMinute: number, burst: number = perMinute): number | null => {
    const nowMs = clock.nowMs()
    const bucket = buckets.get(key) ?? { left: burst, atMs: nowMs }
    const left = Math.min(burst, bucket.left + ((nowMs - bucket.atMs) * perMinute) / 60_000)
    const isFree = left >= 1 - 1e-9
    buckets.set(key, { left: isFree ? left - 1 : left, atMs: nowMs })
    return isFree ? null : Math.max(1, Math.ceil(((1 - left) * 60) / perMinute))
  }
  return {
    take({ method, perMinute, teamId, appId, channel }) {
      if (limits === 'off') return null
      const isCut = limits === 'unlisted' && UNLISTED_METHODS.has(method)
      const wait = drain(`${method} ${teamId} ${appId}`, isCut ? 1 : perMinute)
      if (wait !== null || method !== 'chat.postMessage' || !channel) return wait
      return drain(`${method} ${teamId} ${appId} ${channel}`, 60, POST_BURST)
    },
    objectCap: (method) => (limits === 'unlisted' && UNLISTED_METHODS.has(method) ? UNLISTED_OBJECTS : null),
    clear: () => buckets.clear(),
  }
}
