/** A day of the calendar; months from 1. */
export interface Day {
  year: number
  month: number
  day: number
}

/** Days of the calendar, the first and the one after the last. */
export interface Period {
  from: Day
  to: Day
}

/** Now, where the asker is. */
export interface Moment {
  nowMs: number
  timeZone: string
  today: Day
}

const DAY_MS = 86_400_000
const clocks = new Map<string, Intl.DateTimeFormat>()

/** @param timeZone an IANA name; one that is not known counts as UTC. */
export function momentAt(nowMs: number, timeZone: string): Moment {
  const zone = isZone(timeZone) ? timeZone : 'UTC'
  return { nowMs, timeZone: zone, today: dayOf(wallMs(nowMs, zone)) }
}

/** The first instant of a day: where clocks jump over midnight, the one after the jump; where midnight comes twice, the first. */
export function startOfDay(day: Day, timeZone: string): number {
  const midnight = utcOf(day)
  const offsets = [midnight - DAY_MS, midnight + DAY_MS].map((at) => wallMs(at, timeZone) - at)
  const onTheDay = offsets.map((offset) => midnight - offset).filter((at) => sameDay(dayOf(wallMs(at, timeZone)), day))
  return onTheDay.length > 0 ? Math.min(...onTheDay) : midnight - (offsets[1] ?? 0)
}

/** The day so many days later, or earlier. */
export const plusDays = (day: Day, days: number): Day => dayOf(utcOf(day) + days * DAY_MS)

/** The first day of the month so many months later, or earlier. */
export const plusMonths = ({ year, month }: Day, months: number): Day => dayOf(Date.UTC(year, month - 1 + months, 1))

/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = (day: Day): number => (new Date(utcOf(day)).getUTCDay() + 6) % 7

export const isRealDay = (day: Day): boolean => sameDay(dayOf(utcOf(day)), day)
export const isLater = (a: Day, b: Day): boolean => utcOf(a) > utcOf(b)

const utcOf = ({ year, month, day }: Day): number => Date.UTC(year, month - 1, day)

function dayOf(ms: number): Day {
  const date = new Date(ms)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

const sameDay = (a: Day, b: Day): boolean => a.year === b.year && a.month === b.month && a.day === b.day

/** What the clock on the wall shows at an instant, as if it were UTC. */
function wallMs(ms: number, timeZone: string): number {
  const shown = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const
  const clock = new Intl.DateTimeFormat('en-US', { ...numeric, hourCycle: 'h23', timeZone })
  clocks.set(timeZone, clock)
  return clock
}

function isZone(timeZone: string): boolean {
  try {
    return clockOf(timeZone) !== undefined
  } catch {
    return false
  }
}
