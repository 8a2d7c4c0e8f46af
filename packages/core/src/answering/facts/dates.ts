import { MONTHS, oneOf, RELATIVE_DAYS, WEEKDAYS } from './day-words.ts'

/** A date as far as it is written. `month` counts from 1, `weekday` from Sunday, 0; `relative` in days from the day of writing. */
export interface DateFact {
  written: string
  /** Where it stands. */
  at: number
  /** `05/12/2026` has two. */
  readings: readonly { year?: number; month?: number; day?: number; weekday?: number; relative?: number }[]
}

const MONTH = `(${oneOf(MONTHS)})(?![\\p{L}])\\.?`
const YEAR = `(?:,?\\s+(?:de\\s+)?(\\d{4})(?![\\d:]))?`
const EDGE = `(?<![\\p{L}\\p{N}])`
const pattern = (source: string): RegExp => new RegExp(source, 'giu')

type Reading = DateFact['readings'][number]
interface Rule {
  pattern: RegExp
  read: (groups: readonly (string | undefined)[], written: string) => Reading[]
}

const month = (word: string | undefined): number | undefined => MONTHS.get(word?.toLowerCase() ?? '')
const number = (digits: string | undefined): number | undefined => (digits === undefined ? undefined : Number(digits))
const year = (digits: string | undefined): number | undefined => (digits?.length === 2 ? 2_000 + Number(digits) : number(digits))
const reading = (y: number | undefined, m: number | undefined, d: number | undefined): Reading[] => {
  if ((m !== undefined && (m < 1 || m > 12)) || (d !== undefined && (d < 1 || d > 31))) return []
  return [{ ...(y === undefined ? {} : { year: y }), ...(m === undefined ? {} : { month: m }), ...(d === undefined ? {} : { day: d }) }]
}

/** In the order in which they are tried; what one of them reads is gone for the next. */
const RULES: readonly Rule[] = [
  {
    pattern: pattern(`${EDGE}(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)`),
    read: ([y, m, d]) => reading(number(y), number(m), number(d)),
  },
  { pattern: pattern(`${EDGE}(\\d{4})-(\\d{2})(?![\\d-])`), read: ([y, m]) => reading(number(y), number(m), undefined) },
  {
    pattern: pattern(`(?:(\\d{4})\\s?年\\s?)?(\\d{1,2})\\s?月(?:\\s?(\\d{1,2})\\s?日)?`),
    read: ([y, m, d]) => reading(number(y), number(m), number(d)),
  },
  {
    pattern: pattern(`${EDGE}(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4}|\\d{2})(?![\\d.])`),
    read: ([d, m, y]) => reading(year(y), number(m), number(d)),
  },
  {
    pattern: pattern(`${EDGE}(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})(?!\\d)`),
    read: ([a, b, y]) => [...reading(year(y), number(a), number(b)), ...reading(year(y), number(b), number(a))],
  },
  {
    pattern: pattern(`${EDGE}(\\d{1,2})(?:st|nd|rd|th|er|º|\\.)?\\s?[-\\u2013]\\s?(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s+${MONTH}${YEAR}`),
    read: ([from, to, m, y]) => [...reading(number(y), month(m), number(from)), ...reading(number(y), month(m), number(to))],
  },
  {
    pattern: pattern(`${EDGE}(\\d{1,2})(?:st|nd|rd|th|er|º|\\.)?\\s?(?:of\\s+|de\\s+)?(?:the\\s+)?${MONTH}${YEAR}`),
    read: ([d, m, y]) => reading(number(y), month(m), number(d)),
  },
  {
    pattern: pattern(`${EDGE}${MONTH}\\s+(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:]|[.,]\\d)${YEAR}`),
    read: ([m, d, y]) => reading(number(y), month(m), number(d)),
  },
  { pattern: pattern(`${EDGE}${MONTH}\\s+(?:de\\s+)?(\\d{4})(?!\\d)`), read: ([m, y]) => reading(number(y), month(m), undefined) },
  { pattern: pattern(`${EDGE}(${oneOf(WEEKDAYS)})s?(?![\\p{L}])`), read: ([day], written) => weekday(day, written) },
  { pattern: pattern(`${EDGE}(${oneOf(MONTHS)})(?![\\p{L}])`), read: ([m], written) => monthAlone(m, written) },
  {
    pattern: pattern(`(?<![\\p{L}\\p{N}])(${oneOf(RELATIVE_DAYS)})(?![\\p{L}])`),
    read: ([word]) => [{ relative: RELATIVE_DAYS.get(word?.toLowerCase() ?? '') ?? 0 }],
  },
]

/** Short forms and words with another meaning say a day or a month only when they are written like one. */
const weekday = (word: string | undefined, written: string): Reading[] => {
  const lower = word?.toLowerCase() ?? ''
  const day = WEEKDAYS.get(lower)
  if (
    day === undefined ||
    (lower.length <= 3 && /^[a-z]/.test(lower) && !/^\p{Lu}\p{Ll}/u.test(written)) ||
    lower === 'sat' ||
    lower === 'sun'
  )
    return []
  return [{ weekday: day }]
}
const monthAlone = (word: string | undefined, written: string): Reading[] => {
  const lower = word?.toLowerCase() ?? ''
  const isWord = lower.length <= 4 || lower === 'march' || lower === 'gennaio' || lower === 'august'
  return isWord && !/^\p{Lu}/u.test(written) ? [] : reading(undefined, MONTHS.get(lower), undefined)
}

/** The dates of a text, and the text with spaces where they stand. */
export function datesIn(text: string): { dates: DateFact[]; rest: string } {
  const dates: DateFact[] = []
  let rest = text
  for (const rule of RULES)
    rest = rest.replaceAll(rule.pattern, (written: string, ...found: (string | number | undefined)[]) => {
      const at = found.find((each) => typeof each === 'number') ?? 0
      const groups = found.slice(0, found.indexOf(at)).map((group) => group?.toString())
      const readings = rule.read(groups, written)
      if (readings.length === 0) return written
      dates.push({ written, at, readings })
      return ' '.repeat(written.length)
    })
  return { dates, rest }
}
