import { en } from 'chrono-node'
import { type Day, isLater, isRealDay, type Moment, type Period, plusDays, plusMonths, weekdayOf } from './calendar.ts'

/** A period at the beginning of a text, and how many characters name it. */
export interface ReadPeriod {
  period: Period
  length: number
  /** Whether a single day was named. */
  isDay: boolean
}

/** Longer names of days do not exist. */
const MAX_LENGTH = 40
const ISO_DAY = /^(\d{4})-(\d{1,2})-(\d{1,2})(?![\p{L}\d-])/u
const ISO_MONTH = /^(\d{4})-(\d{2})(?![\p{L}\d-])/u
const YEAR = /^(?:19|20)\d\d(?![\p{L}\d./:-])/u
const NEAR_DAY = /^(today|yesterday)(?![\p{L}\p{N}_-])/iu
const CALENDAR = /^(this|last|past|previous)\s+(week|month|quarter|year)(?![\p{L}\p{N}_-])/iu
const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const DAY_OF_MONTH = new RegExp(
  `^(?:\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:${MONTH})|(?:${MONTH})\\s+\\d{1,2}(?:st|nd|rd|th)?)(?![\\p{L}\\d])`,
  'iu',
)
/** Short names that are words, too, count as days and months only when they are written as names. */
const SHORT_NAME = /^(?:mon|tue|wed|thu|fri|sat|sun|jan|mar|dec|sec)(?![\p{L}])/u

/**
 * Reads the period that a text begins with, in the asker's calendar. A day or month without a year is the latest that is not in the future,
 * for messages are written before they are looked for.
 * @returns `impossible` for a day that no calendar has, null when the text begins with something else.
 */
export function readPeriod(text: string, moment: Moment): ReadPeriod | { impossible: string } | null {
  const head = text.slice(0, MAX_LENGTH)
  return isoPeriod(head) ?? nearPeriod(head, moment) ?? spokenPeriod(head, moment)
}

function isoPeriod(head: string): ReadPeriod | { impossible: string } | null {
  const [dayText, ...dayParts] = ISO_DAY.exec(head) ?? []
  if (dayText !== undefined) return realDay(dayText, numbered(dayParts))
  const [monthText, ...monthParts] = ISO_MONTH.exec(head) ?? []
  if (monthText !== undefined) {
    const from = numbered([...monthParts, '1'])
    return isRealDay(from)
      ? { period: { from, to: plusMonths(from, 1) }, length: monthText.length, isDay: false }
      : { impossible: monthText }
  }
  const year = YEAR.exec(head)?.[0]
  if (year === undefined) return null
  return { period: { from: numbered([year, '1', '1']), to: numbered([String(Number(year) + 1), '1', '1']) }, length: 4, isDay: false }
}

const numbered = ([year, month, day]: readonly string[]): Day => ({ year: Number(year), month: Number(month), day: Number(day) })
const oneDay = (from: Day): Period => ({ from, to: plusDays(from, 1) })
const realDay = (written: string, day: Day): ReadPeriod | { impossible: string } =>
  isRealDay(day) && day.year > 0 ? { period: oneDay(day), length: written.length, isDay: true } : { impossible: written }

function nearPeriod(head: string, { today }: Moment): ReadPeriod | null {
  const near = NEAR_DAY.exec(head)
  if (near) return { period: oneDay(near[1]?.toLowerCase() === 'today' ? today : plusDays(today, -1)), length: near[0].length, isDay: true }
  const [written, which, unit] = CALENDAR.exec(head) ?? []
  if (written === undefined || which === undefined || unit === undefined) return null
  const back = which.toLowerCase() === 'this' ? 0 : 1
  return { period: calendarPeriod(unit.toLowerCase(), today, back), length: written.length, isDay: false }
}

/** A whole week from Monday, month, quarter or year; `back` of them before the current one. */
function calendarPeriod(unit: string, today: Day, back: number): Period {
  if (unit === 'week') {
    const from = plusDays(today, -weekdayOf(today) - 7 * back)
    return { from, to: plusDays(from, 7) }
  }
  const months = unit === 'month' ? 1 : unit === 'quarter' ? 3 : 12
  const first = plusMonths(today, -((today.month - 1) % months))
  const from = plusMonths(first, -months * back)
  return { from, to: plusMonths(from, months) }
}

/**
 * What chrono reads. It computes in the zone of the machine, so it is given noon of the asker's day on the machine's own calendar, and only days
 * are taken from it, never instants: the result is the same on every machine. Times of the day and dates like 3/4 are not taken.
 */
function spokenPeriod(head: string, { today }: Moment): ReadPeriod | { impossible: string } | null {
  if (SHORT_NAME.test(head) && !DAY_OF_MONTH.test(head)) return null
  const found = firstSpoken(head, today) ?? firstSpoken(/^\p{L}+/u.exec(head)?.[0] ?? '', today)
  if (found) return found
  const written = DAY_OF_MONTH.exec(head)?.[0]
  if (written === undefined || /^\s+\d{4}/.test(head.slice(written.length))) return written === undefined ? null : { impossible: written }
  for (let year = today.year; year > today.year - 9; year--) {
    const dated = firstSpoken(`${written} ${year}`, today)
    if (dated && !isLater(dated.period.from, today)) return { ...dated, length: written.length }
  }
  return { impossible: written }
}

function firstSpoken(head: string, today: Day): ReadPeriod | null {
  const noon = new Date(today.year, today.month - 1, today.day, 12)
  const [result] = en.casual.parse(head, noon)
  if (result?.index !== 0 || /^[\d./]+$/.test(result.text) || /^now$/i.test(result.text)) return null
  const { start, end } = result
  if ([start, end].some((part) => part?.isCertain('hour') || part?.isCertain('minute'))) return null
  const first = spokenDays(start, today, /^next\b/i.test(result.text))
  const last = end ? spokenDays(end, today, false) : first
  if (!first || !last || isLater(first.period.from, last.period.from)) return null
  return {
    period: { from: first.period.from, to: last.period.to },
    length: result.text.replace(/[^\p{L}\p{N}]+$/u, '').length,
    isDay: first.isDay && !end,
  }
}

type Spoken = NonNullable<ReturnType<typeof en.casual.parse>[number]>['start']

function spokenDays(part: Spoken, today: Day, mayBeLater: boolean): Pick<ReadPeriod, 'period' | 'isDay'> | null {
  const day: Day = { year: part.get('year') ?? 0, month: part.get('month') ?? 0, day: part.get('day') ?? 0 }
  if (!isRealDay(day)) return null
  if (part.isCertain('weekday') && !part.isCertain('day')) {
    return { period: oneDay(isLater(day, today) && !mayBeLater ? plusDays(day, -7) : day), isDay: true }
  }
  const isPast = part.isCertain('year') || !isLater(day, today)
  const near = isPast ? day : { ...day, year: day.year - 1 }
  if (part.isCertain('day')) return isRealDay(near) ? { period: oneDay(near), isDay: true } : null
  if (!part.isCertain('month')) return null
  const from = { ...near, day: 1 }
  return { period: { from, to: plusMonths(from, 1) }, isDay: false }
}
