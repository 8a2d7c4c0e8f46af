import type { Clock } from '@backscroll/core'

/** How far back counts. */
const WINDOW_MS = 5 * 60_000
const KEEP = 200

/** How the last calls of something remote went, in this process. */
export interface RecentCalls {
  ok: number
  failed: number
  /** The newest failure; null when there was none, or a call has succeeded since. */
  lastFailure: { atMs: number; reason: string } | null
}

/** Remembers how calls went for five minutes, so that health is known without making one. */
export function recentCalls(clock: Clock): { note(name: string, failure: string | null): void; of(name: string): RecentCalls } {
  const kept = new Map<string, { atMs: number; failure: string | null }[]>()
  return {
    note(name, failure) {
      const calls = kept.get(name) ?? []
      calls.push({ atMs: clock.nowMs(), failure })
      if (calls.length > KEEP) calls.shift()
      kept.set(name, calls)
    },
    of(name) {
      const calls = (kept.get(name) ?? []).filter(({ atMs }) => atMs >= clock.nowMs() - WINDOW_MS)
      const failed = calls.filter(({ failure }) => failure !== null)
      const last = calls.at(-1)
      const lastFailure = last?.failure ? { atMs: last.atMs, reason: last.failure } : null
      return { ok: calls.length - failed.length, failed: failed.length, lastFailure }
    },
  }
}
