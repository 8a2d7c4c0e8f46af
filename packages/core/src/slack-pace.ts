/** What a workspace lets our app read: the full limits, or one request a minute with 15 objects on history and replies. */
export type RateClass = 'unknown' | 'full' | 'capped'

/** Requests per minute of one method that Slack grants at least. Source: Slack's rate limit tiers, per method, workspace and app. */
const TIER_2 = 20
const TIER_3 = 50
const TIER_4 = 100
const SEVERAL_HUNDRED = 600

const PER_MINUTE: Readonly<Record<string, number>> = {
  'auth.test': SEVERAL_HUNDRED,
  'chat.getPermalink': SEVERAL_HUNDRED,
  'chat.postEphemeral': TIER_4,
  'chat.postMessage': SEVERAL_HUNDRED,
  'chat.update': TIER_3,
  'conversations.history': TIER_3,
  'conversations.info': TIER_3,
  'conversations.join': TIER_3,
  'conversations.list': TIER_2,
  'conversations.members': TIER_4,
  'conversations.open': TIER_3,
  'conversations.replies': TIER_3,
  'team.info': TIER_3,
  'users.info': TIER_4,
  'users.list': TIER_2,
}

/** Methods that the capped class holds to one request a minute, each in a bucket of its own. */
const CAPPED_METHODS: ReadonlySet<string> = new Set(['conversations.history', 'conversations.replies'])
/** Objects on a page of the capped class. */
export const CAPPED_PAGE = 15
/** Objects on a page otherwise: Slack's recommendation. */
export const FULL_PAGE = 200
/** Half a second over the minute: two requests may take different times to arrive. */
const CAPPED_INTERVAL_MS = 60_500
const SHARE = 0.8

/** How fast one method may be called: one request per `intervalMs` in the long run, `burst` of them at once. */
export interface Pace {
  intervalMs: number
  burst: number
}

/** No pace of our own: only Slack's `Retry-After` counts. */
export const UNPACED: Pace = { intervalMs: 0, burst: 1 }

/** A pace under which no minute holds more than 80 % of what Slack grants, bursts included; unknown methods count as the slowest tier called. */
export function paceOf(method: string, rateClass: RateClass): Pace {
  if (rateClass === 'capped' && CAPPED_METHODS.has(method)) return { intervalMs: CAPPED_INTERVAL_MS, burst: 1 }
  const perMinute = Math.floor((PER_MINUTE[method] ?? TIER_2) * SHARE)
  const burst = Math.max(1, Math.floor(perMinute / 10))
  return { intervalMs: 60_000 / (perMinute - burst), burst }
}

/** What is remembered of a budget: when its last request would have been due, and until when Slack asked to wait. */
export interface Budget {
  dueMs: number
  parkedUntilMs: number
}

/** What a budget gave: `waitMs` until it gives again, 0 when it gave something. */
export interface Grant {
  granted: number
  waitMs: number
  dueMs: number
}

/**
 * Takes up to `wanted` requests out of a budget: the generic cell rate algorithm (ITU-T I.371), which needs one number per budget.
 * A parked budget gives nothing.
 */
export function takeFrom(budget: Budget, pace: Pace, wanted: number, nowMs: number): Grant {
  const { intervalMs, burst } = pace
  if (budget.parkedUntilMs > nowMs) return { granted: 0, waitMs: budget.parkedUntilMs - nowMs, dueMs: budget.dueMs }
  if (intervalMs === 0) return { granted: wanted, waitMs: 0, dueMs: budget.dueMs }
  // a due time further ahead than the pace allows is left over from a slower one
  const dueMs = Math.min(Math.max(budget.dueMs, nowMs), nowMs + burst * intervalMs)
  const available = Math.max(0, Math.floor((nowMs + burst * intervalMs - dueMs) / intervalMs + 1e-6))
  const granted = Math.min(wanted, available)
  const waitMs = granted > 0 ? 0 : Math.ceil(dueMs - nowMs - (burst - 1) * intervalMs)
  return { granted, waitMs, dueMs: dueMs + granted * intervalMs }
}
