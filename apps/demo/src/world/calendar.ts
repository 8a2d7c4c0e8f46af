const DAY_MS = 86_400_000
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** Turns working-day offsets of the world files into real days. */
export interface Calendar {
  /** Start of the reference day, UTC, milliseconds. */
  readonly referenceMs: number
  /** Start of the working day `offset` days from the reference day; nobody in the files writes at weekends. */
  dayMs(offset: number): number
  /** Start of the day that lies `days` plain days before the reference day. */
  plainDaysAgoMs(days: number): number
}

const weekdayOf = (ms: number) => new Date(ms).getUTCDay()
const isWeekend = (ms: number) => weekdayOf(ms) === 0 || weekdayOf(ms) === 6

/** Makes the calendar of the UTC day that holds `nowMs`; on a weekend, offset 0 is the Monday after it. */
export function calendarAt(nowMs: number): Calendar {
  const referenceMs = Math.floor(nowMs / DAY_MS) * DAY_MS
  let zeroMs = referenceMs
  while (isWeekend(zeroMs)) zeroMs += DAY_MS
  return {
    referenceMs,
    plainDaysAgoMs: (days) => referenceMs - days * DAY_MS,
    dayMs(offset) {
      const step = Math.sign(offset) * DAY_MS
      let ms = zeroMs
      for (let left = Math.abs(offset); left > 0; ) {
        ms += step
        if (!isWeekend(ms)) left -= 1
      }
      return ms
    },
  }
}

/** Names a day as `Tuesday 14 December`, `14 Dec`, `Tuesday` or `December`. */
export function nameDay(ms: number, style: 'date' | 'short' | 'weekday' | 'month'): string {
  const day = new Date(ms)
  const weekday = WEEKDAYS[day.getUTCDay()] ?? ''
  const month = MONTHS[day.getUTCMonth()] ?? ''
  if (style === 'weekday') return weekday
  if (style === 'month') return month
  if (style === 'short') return `${day.getUTCDate()} ${month.slice(0, 3)}`
  return `${weekday} ${day.getUTCDate()} ${month}`
}
