import { type TeamSettings, type UnderstoodQuery, withoutNewestWindow } from '@backscroll/core'

/** How far back a search looks, and why. */
export type SearchWindow =
  | { kind: 'asked' }
  | { kind: 'everything' }
  /** Nobody said when: the days that the workspace looks back. */
  | { kind: 'usual'; days: number }
  /** Nothing good was found in the days before. */
  | { kind: 'widened'; days: number }

/** One search of several, each looking further back than the one before. */
export interface SearchTry {
  query: UnderstoodQuery
  window: SearchWindow
}

const DAY_MS = 86_400_000
/** What "recent" and "latest" mean by themselves. */
const NEWEST_DAYS = 7

/** The moment of the question, and how far back anything was read; null when nothing was. Milliseconds since the epoch. */
interface Reach {
  nowMs: number
  oldestMs: number | null
}

/** The searches that are made until one holds an answer: what was asked for, and where only habit has narrowed time, everything. */
export function searchTries(query: UnderstoodQuery, { default_days: days }: TeamSettings, { nowMs, oldestMs }: Reach): SearchTry[] {
  const withoutWish = withoutNewestWindow(query)
  if (withoutWish)
    return [
      { query, window: { kind: 'asked' } },
      { query: withoutWish, window: { kind: 'widened', days: NEWEST_DAYS } },
    ]
  const { fromMs, toMs } = query.filters
  if (fromMs !== undefined || toMs !== undefined) return [{ query, window: { kind: 'asked' } }]
  const usualMs = nowMs - days * DAY_MS
  if (query.permalinks.length > 0 || oldestMs === null || oldestMs >= usualMs) return [{ query, window: { kind: 'everything' } }]
  const usual = { ...query, filters: { ...query.filters, fromMs: usualMs } }
  return [
    { query: usual, window: { kind: 'usual', days } },
    { query, window: { kind: 'widened', days } },
  ]
}
