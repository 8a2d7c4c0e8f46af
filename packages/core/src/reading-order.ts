const DAY_MS = 86_400_000
/** The newest weeks of every channel come before the older history of any. */
const HORIZONS_MS = [7 * DAY_MS, 30 * DAY_MS]

/** A channel that is still to be read, with what decides its turn. */
export interface ReadableChannel {
  channelId: string
  /** Down to where its history has been read, milliseconds; null before the first page. */
  reachedMs: number | null
  /** The admin's word, larger first; 0 when there is none. */
  priority: number
  /** Questions asked in it lately. */
  asked: number
  /** Messages in it lately. */
  active: number
}

/**
 * The order in which pages are asked for: one page of every channel, then 7 days of each, 30 days, and the rest; among equals the
 * admin's priority, then the most asked about, then the most active.
 */
export function readingOrder<Channel extends ReadableChannel>(channels: readonly Channel[], nowMs: number): Channel[] {
  const horizon = ({ reachedMs }: Channel): number => {
    if (reachedMs === null) return -1
    const at = HORIZONS_MS.findIndex((horizonMs) => reachedMs > nowMs - horizonMs)
    return at < 0 ? HORIZONS_MS.length : at
  }
  return [...channels].sort(
    (a, b) =>
      horizon(a) - horizon(b) ||
      b.priority - a.priority ||
      b.asked - a.asked ||
      b.active - a.active ||
      (a.channelId < b.channelId ? -1 : 1),
  )
}
