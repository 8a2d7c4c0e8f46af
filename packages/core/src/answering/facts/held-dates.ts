import type { DateFact } from './dates.ts'
import type { Evidence } from './evidence.ts'

type Reading = DateFact['readings'][number]
const DAY_MS = 86_400_000
/** A weekday in a message means one of the days around it. */
const BEFORE = 7
const AFTER = 14

/** Whether a message says the date that a sentence states, in any way of writing it: also as a weekday or as tomorrow, seen from the day it was written. */
export function holdsDate(evidence: Evidence, claimed: DateFact): boolean {
  return claimed.readings.some((claim) =>
    evidence.facts.dates.some(({ readings }) => readings.some((held) => isSameDate(claim, held, evidence.dayMs))),
  )
}

function isSameDate(claim: Reading, held: Reading, dayMs: number | null): boolean {
  if (claim.relative !== undefined) return held.relative === claim.relative
  if (held.relative !== undefined) return dayMs !== null && fits(claim, dayMs + held.relative * DAY_MS)
  if (held.weekday !== undefined) {
    if (claim.weekday !== undefined) return claim.weekday === held.weekday
    return dayMs !== null && daysAround(dayMs, held.weekday).some((ms) => fits(claim, ms))
  }
  if (claim.weekday !== undefined) return daysMeant(held, dayMs).some((ms) => new Date(ms).getUTCDay() === claim.weekday)
  if (claim.month !== held.month && claim.month !== undefined) return false
  if (claim.day !== undefined && claim.day !== held.day) return false
  if (claim.year === undefined || claim.year === held.year) return true
  return held.year === undefined && yearsMeant(held, dayMs).includes(claim.year)
}

const fits = (claim: Reading, ms: number): boolean => {
  const date = new Date(ms)
  return (
    (claim.weekday === undefined || claim.weekday === date.getUTCDay()) &&
    (claim.day === undefined || claim.day === date.getUTCDate()) &&
    (claim.month === undefined || claim.month === date.getUTCMonth() + 1) &&
    (claim.year === undefined || claim.year === date.getUTCFullYear())
  )
}

const daysAround = (dayMs: number, weekday: number): number[] =>
  Array.from({ length: BEFORE + AFTER + 1 }, (_, at) => dayMs + (at - BEFORE) * DAY_MS).filter((ms) => new Date(ms).getUTCDay() === weekday)

/** A date without a year lies within half a year of the message, or in the message's own year. */
function yearsMeant({ month = 1, day = 1 }: Reading, dayMs: number | null): number[] {
  if (dayMs === null) return []
  const own = new Date(dayMs).getUTCFullYear()
  return [own - 1, own, own + 1].filter((year) => year === own || Math.abs(Date.UTC(year, month - 1, day) - dayMs) <= 184 * DAY_MS)
}

const daysMeant = (held: Reading, dayMs: number | null): number[] => {
  const { month, day } = held
  if (month === undefined || day === undefined) return []
  return (held.year === undefined ? yearsMeant(held, dayMs) : [held.year]).map((year) => Date.UTC(year, month - 1, day))
}
