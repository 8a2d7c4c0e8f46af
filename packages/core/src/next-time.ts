const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
/** How far ahead it is looked: a month and a day hold every time that comes at least once a month. */
const HOURS = 32 * 24
const RANGES: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
]

/**
 * The next moment after `nowMs` that five fields of cron name in a time zone, in milliseconds; null when they cannot be read or none comes
 * within a month. Numbers, lists, ranges, steps; days are met when both of their fields are.
 */
export function nextTime(cron: string, timeZone: string, nowMs: number): number | null {
  const fields = cron.trim().split(/\s+/).map(fieldOf)
  const [minutes, hours, days, months, weekdays] = fields
  if (fields.length !== 5 || !minutes || !hours || !days || !months || !weekdays) return null
  const local = partsIn(timeZone)
  const firstMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS + MINUTE_MS
  const hourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS
  for (let hour = 0; hour < HOURS; hour += 1) {
    const atMs = hourMs + hour * HOUR_MS
    // zones lie whole quarters of an hour apart: a quarter has one hour, one day and one weekday
    for (let quarter = 0; quarter < 4; quarter += 1) {
      const quarterMs = atMs + quarter * 15 * MINUTE_MS
      const { minute, ...at } = local(quarterMs)
      if (!hours.has(at.hour) || !days.has(at.day) || !months.has(at.month) || !weekdays.has(at.weekday)) continue
      for (let step = 0; step < 15; step += 1) {
        const ms = quarterMs + step * MINUTE_MS
        if (ms >= firstMs && minutes.has(minute + step)) return ms
      }
    }
  }
  return null
}

/** The numbers that a field names; null when it cannot be read. */
function fieldOf(text: string, at: number): Set<number> | null {
  const [low, high] = RANGES[at] ?? [0, 0]
  const named = new Set<number>()
  for (const part of text.split(',')) {
    const read = /^(\*|\d{1,2}(?:-\d{1,2})?)(?:\/(\d{1,2}))?$/.exec(part)
    if (!read?.[1]) return null
    const [from, to = read[2] ? high : undefined] = read[1] === '*' ? [low, high] : read[1].split('-').map(Number)
    const step = Number(read[2] ?? 1)
    if (from === undefined || step < 1) return null
    for (let value = from; value <= (to ?? from); value += step) {
      const known = at === 4 && value === 7 ? 0 : value
      if (known < low || known > high) return null
      named.add(known)
    }
  }
  return named
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

function partsIn(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    minute: 'numeric',
    hour: 'numeric',
    day: 'numeric',
    month: 'numeric',
    weekday: 'short',
  })
  return (ms: number) => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type as string, value]))
    const number = (name: string) => Number(parts.get(name))
    const weekday = WEEKDAYS.indexOf(parts.get('weekday') ?? '')
    return { minute: number('minute'), hour: number('hour'), day: number('day'), month: number('month'), weekday }
  }
}
