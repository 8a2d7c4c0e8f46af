import { InvalidInputError } from '@backscroll/core'

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const MOST_DAYS = 3_650

/** An id as our tables have them. @param what it names, for the error. */
export function asUuid(value: string, what: string): string {
  if (!UUID.test(value)) throw new InvalidInputError(`"${value.slice(0, 60)}" is not the id of a ${what}.`)
  return value
}

/** A number of days, from 1 to ten years. */
export function asDays(value: string): number {
  const days = Number(value)
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    throw new InvalidInputError(`--days must be a whole number from 1 to ${MOST_DAYS}.`)
  return days
}
