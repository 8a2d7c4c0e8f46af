import type { UserId } from '../ids.ts'
import type { NamedPerson } from './query-names.ts'

/** Who is meant by a name: the id, or why there is none. */
export type MeantPerson = UserId | 'nobody' | 'several'

/** Compares names as people write them: case, an at sign in front and doubled spaces do not count. */
export const personName = (name: string): string => name.trim().replace(/^@/, '').replaceAll(/\s+/g, ' ').toLowerCase()

/** A whole name wins over a first name; a name that several people have means none of them. */
export function personCalled(name: string, people: readonly NamedPerson[]): MeantPerson {
  const wanted = personName(name)
  if (wanted === '') return 'nobody'
  const whole = people.filter(({ names }) => names.some((one) => personName(one) === wanted))
  const meant = whole.length > 0 ? whole : people.filter(({ names }) => names.some((one) => personName(one).split(' ')[0] === wanted))
  const ids = [...new Set(meant.map(({ id }) => id))]
  const [only] = ids
  if (only === undefined) return 'nobody'
  return ids.length === 1 ? only : 'several'
}
