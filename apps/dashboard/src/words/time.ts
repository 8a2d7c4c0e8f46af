const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })
const short = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' })
const hour = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

const UNITS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** "3 minutes ago", "in 2 days". @param nowMs milliseconds since the epoch. */
export const relativeTime = (at: string, nowMs: number): string => {
  const seconds = Math.round((Date.parse(at) - nowMs) / 1_000)
  const [unit, length] = UNITS.find(([, least]) => Math.abs(seconds) >= least) ?? ['second', 1]
  return unit === 'second' ? (seconds > 0 ? 'in a moment' : 'just now') : relative.format(Math.trunc(seconds / length), unit)
}

/** "Mar 1, 2026, 9:00 AM" in the time zone of the browser. */
export const exactTime = (at: string): string => exact.format(new Date(at))

/** "Mar 1" in the time zone of the browser. */
export const shortDay = (at: string): string => short.format(new Date(at))

/** "09:00" in the time zone of the browser. */
export const hourOfDay = (at: string): string => hour.format(new Date(at))

const shortDayInUtc = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' })
const dayInUtc = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' })

/** "Mar 1, 2026" of a day such as 2026-03-01, which is the same everywhere. */
export const dayOf = (day: string): string => dayInUtc.format(new Date(day))

/** "Mar 1" of a day such as 2026-03-01. */
export const shortDayOf = (day: string): string => shortDayInUtc.format(new Date(day))
