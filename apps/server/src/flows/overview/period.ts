import { momentAt, plusDays, startOfDay } from '@backscroll/core'

const HOUR_MS = 3_600_000
const HOURS = 24
const DAYS = { '7d': 7, '30d': 30 } as const

/** A period of the overview: its beginning, and the beginnings of its hours or days without holes. Days are those of the time zone. */
export interface Period {
  fromMs: number
  toMs: number
  unit: 'hour' | 'day'
  timeZone: string
  buckets: number[]
}

/** The last 24 hours, the one of now included, or the last days, today included. @param timeZone an IANA name. */
export function periodOf(period: '24h' | '7d' | '30d', timeZone: string, nowMs: number): Period {
  const toMs = nowMs + 1
  if (period === '24h') {
    const last = Math.floor(nowMs / HOUR_MS) * HOUR_MS
    const buckets = Array.from({ length: HOURS }, (_, at) => last - (HOURS - 1 - at) * HOUR_MS)
    return { fromMs: buckets[0] ?? last, toMs, unit: 'hour', timeZone, buckets }
  }
  const { today } = momentAt(nowMs, timeZone)
  const days = DAYS[period]
  const buckets = Array.from({ length: days }, (_, at) => startOfDay(plusDays(today, at + 1 - days), timeZone))
  return { fromMs: buckets[0] ?? toMs, toMs, unit: 'day', timeZone, buckets }
}
