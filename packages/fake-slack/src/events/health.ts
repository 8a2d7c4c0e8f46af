import { type HourCount, hourCount } from './hour-count.ts'

/** Fewer attempts within the hour say nothing about an app. */
const JUDGED_FROM = 1000
const NEEDED_SHARE = 0.05

/** Whether the apps answer what they are sent. */
export interface Health {
  /** Notes one attempt; under 5 % success over sixty minutes the app is sent nothing more until it is enabled again. */
  note(appId: string, outcome: 'delivered' | 'failed', nowMs: number): void
  isDisabled(appId: string): boolean
  disabledApps(): readonly string[]
  enable(appId: string): void
}

/** Slack's view of its apps. */
export function createHealth(): Health {
  const attempts = new Map<string, Record<'delivered' | 'failed', HourCount>>()
  const disabled = new Set<string>()
  return {
    note(appId, outcome, nowMs) {
      const known = attempts.get(appId) ?? { delivered: hourCount(), failed: hourCount() }
      attempts.set(appId, known)
      known[outcome].add(nowMs)
      if (outcome === 'delivered') return
      const delivered = known.delivered.sum(nowMs)
      const all = delivered + known.failed.sum(nowMs)
      if (all >= JUDGED_FROM && delivered < all * NEEDED_SHARE) disabled.add(appId)
    },
    isDisabled: (appId) => disabled.has(appId),
    disabledApps: () => [...disabled],
    enable(appId) {
      disabled.delete(appId)
      attempts.delete(appId)
    },
  }
}
