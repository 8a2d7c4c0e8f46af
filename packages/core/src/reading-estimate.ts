/** What has been measured of one channel that is being read; times in milliseconds since the epoch. */
export interface MeasuredChannel {
  /** Where reading began: the newest end. */
  startMs: number
  /** Down to where it has come; equal to `startMs` before the first page. */
  reachedMs: number
  /** Where it ends. */
  fromMs: number
  isPagesDone: boolean
  /** Messages outside of threads, and threads among them, that the pages held so far. */
  messages: number
  threads: number
  threadsLeft: number
}

/** How requests go: per page and per minute. */
export interface MeasuredRates {
  pageSize: number
  historyPerMinute: number
  repliesPerMinute: number
  /** Requests that one thread took on average. */
  requestsPerThread: number
}

/** What is left to be read. Messages outside of threads; the true end is expected between `lowMinutes` and `highMinutes`. */
export interface Estimate {
  messages: number
  requests: number
  minutes: number
  lowMinutes: number
  highMinutes: number
}

/** The narrowest interval around an estimate: measured pages never tell everything about the rest. */
const LEAST_DOUBT = 0.08

/**
 * Extends what the pages held so far over the time that is left, channel by channel; a channel without a page counts as the average of
 * the others. History and replies have budgets of their own, so the slower of the two decides. The doubt shrinks with the square
 * root of what has been seen, and grows with the share of what is unknown.
 */
export function estimateReading(channels: readonly MeasuredChannel[], rates: MeasuredRates): Estimate {
  const seen = channels.filter((one) => one.messages > 0)
  const total = sum(seen, (one) => one.messages)
  const averageDensity = ratio(total, sum(channels.filter(hasBegun), spanOf))
  const averageThreads = ratio(
    sum(seen, (one) => one.threads),
    total,
  )
  let messages = 0
  let pages = 0
  let threads = 0
  let guessed = 0
  for (const one of channels) {
    threads += one.threadsLeft
    if (one.isPagesDone) continue
    const leftMs = Math.max(0, one.reachedMs - one.fromMs)
    const density = hasBegun(one) ? one.messages / spanOf(one) : averageDensity
    const left = density * leftMs
    if (!hasBegun(one)) guessed += left
    messages += left
    pages += Math.max(1, left / rates.pageSize)
    threads += left * (one.messages > 0 ? one.threads / one.messages : averageThreads)
  }
  const replies = threads * rates.requestsPerThread
  const minutes = Math.max(pages / rates.historyPerMinute, replies / rates.repliesPerMinute)
  const doubt = Math.min(0.9, LEAST_DOUBT + 1 / Math.sqrt(Math.max(1, total)) + 0.5 * ratio(guessed, messages))
  return {
    messages: Math.round(messages),
    requests: Math.ceil(pages + replies),
    minutes,
    lowMinutes: minutes * (1 - doubt),
    highMinutes: minutes * (1 + doubt),
  }
}

const hasBegun = (one: MeasuredChannel): boolean => one.reachedMs < one.startMs
const spanOf = (one: MeasuredChannel): number => one.startMs - one.reachedMs
const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number => items.reduce((all, item) => all + of(item), 0)
const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0)
