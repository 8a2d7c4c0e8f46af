const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const DAY_MS = 24 * HOUR_MS
/** How far ahead it is looked: 29 February comes again within eight years. */
const DAYS = 8 * 366
/** Zones lie at most so far from UTC, changes of their clocks included. */
const WIDEST_MS = 15 * HOUR_MS
const RANGES: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
]

/** What five fields of cron name. */
interface Fields {
  minutes: number[]
  hours: number[]
  days: ReadonlySet<number>
  months: ReadonlySet<number>
  weekdays: ReadonlySet<number>
  /** The hour is `*`: every real hour counts, also one that a clock shows twice. */
  isEveryHour: boolean
  /** Both days are narrowed: then one of them is enough, as everywhere in cron. */
  isEitherDay: boolean
}

/**
 * The next moment after `nowMs` that five fields of cron name in a time zone, in milliseconds; null when they cannot be read or none ever comes.
 * Numbers, lists, ranges, steps. Where clocks are put forward, a time that they leave out comes that much later; where they are put back, a time that they
 * show twice comes once, unless every hour is wanted: none is lost and none is doubled.
 */
export function nextTime(cron: string, timeZone: string, nowMs: number): number | null {
  const fields = fieldsOf(cron)
  if (!fields) return null
  const zone = clockOf(timeZone)
  const todayMs = Math.floor((nowMs + zone.offsetMs(nowMs)) / DAY_MS) * DAY_MS
  // a day before: clocks that are put back at midnight show its end again
  for (let day = -1; day < DAYS; day += 1) {
    const wallDayMs = todayMs + day * DAY_MS
    if (!isDay(fields, wallDayMs)) continue
    const next = firstOn(wallDayMs, fields, { zone, nowMs })
    if (next !== null) return next
  }
  return null
}

/** The first moment of a day after now. The order of moments is not that of the clock's times when the clock is changed. */
function firstOn(wallDayMs: number, fields: Fields, { zone, nowMs }: { zone: ZoneClock; nowMs: number }): number | null {
  let first: number | null = null
  for (const hour of fields.hours)
    for (const minute of fields.minutes) {
      const wallMs = wallDayMs + hour * HOUR_MS + minute * MINUTE_MS
      if (wallMs + WIDEST_MS <= nowMs || (first !== null && wallMs - WIDEST_MS > first)) continue
      for (const ms of zone.moments(wallMs, fields.isEveryHour ? 'each' : 'first'))
        if (ms > nowMs && (first === null || ms < first)) first = ms
    }
  return first
}

function isDay({ days, months, weekdays, isEitherDay }: Fields, wallDayMs: number): boolean {
  const day = new Date(wallDayMs)
  if (!months.has(day.getUTCMonth() + 1)) return false
  const [isOfMonth, isOfWeek] = [days.has(day.getUTCDate()), weekdays.has(day.getUTCDay())]
  return isEitherDay ? isOfMonth || isOfWeek : isOfMonth && isOfWeek
}

function fieldsOf(cron: string): Fields | null {
  const texts = cron.trim().split(/\s+/)
  const [minutes, hours, days, months, weekdays] = texts.map(numbersOf)
  if (texts.length !== 5 || !minutes || !hours || !days || !months || !weekdays) return null
  const isNarrowed = (at: number): boolean => !texts[at]?.startsWith('*')
  const ascending = (numbers: ReadonlySet<number>) => [...numbers].sort((a, b) => a - b)
  return {
    minutes: ascending(minutes),
    hours: ascending(hours),
    days,
    months,
    weekdays,
    isEveryHour: texts[1] === '*',
    isEitherDay: isNarrowed(2) && isNarrowed(4),
  }
}

/** The numbers that a field names; null when it cannot be read. */
function numbersOf(text: string, at: number): Set<number> | null {
  const [low, high] = RANGES[at] ?? [0, 0]
  const named = new Set<number>()
  for (const part of text.split(',')) {
    const read = /^(\*|\d{1,2}(?:-\d{1,2})?)(?:\/(\d{1,2}))?$/.exec(part)
    if (!read?.[1]) return null
    const [from, to = read[2] ? high : undefined] = read[1] === '*' ? [low, high] : read[1].split('-').map(Number)
    const step = Number(read[2] ?? 1)
    if (from === undefined || step < 1 || (to !== undefined && to < from)) return null
    for (let value = from; value <= (to ?? from); value += step) {
      const known = at === 4 && value === 7 ? 0 : value
      if (known < low || known > high) return null
      named.add(known)
    }
  }
  return named
}

/** What clocks show somewhere. Wall times are milliseconds as if the clock were that of UTC. */
interface ZoneClock {
  offsetMs(ms: number): number
  /** When clocks show a time: once, `each` of two times, or just after a gap that leaves it out. */
  moments(wallMs: number, which: 'first' | 'each'): number[]
}

function clockOf(timeZone: string): ZoneClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const offsetMs = (ms: number): number => {
    const minuteMs = Math.floor(ms / MINUTE_MS) * MINUTE_MS
    const parts = new Map(format.formatToParts(minuteMs).map(({ type, value }) => [type as string, Number(value)]))
    const part = (name: string) => parts.get(name) ?? 0
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - minuteMs
  }
  return {
    offsetMs,
    moments(wallMs, which) {
      const [before, after] = [offsetMs(wallMs - DAY_MS), offsetMs(wallMs + DAY_MS)]
      if (before === after) return [wallMs - before]
      const shown = [wallMs - before, wallMs - after].filter((ms) => ms + offsetMs(ms) === wallMs).sort((a, b) => a - b)
      // nobody's clock shows it: with the offset from before the gap it lies as far behind it as it would have lain in it
      if (shown.length === 0) return [wallMs - before]
      return which === 'each' ? shown : shown.slice(0, 1)
    },
  }
}
