import { permalink } from '@backscroll/slack'
import type { ShowStatements } from '../find-answer.ts'
import type { Place } from './place.ts'

/** Numbers sources in the order in which statements use them, and shows the statements where they will stand. */
export function showEarly(place: Place): ShowStatements {
  const numbers = new Map<string, { number: number; permalink: string }>()
  return (statements, sources, { teamUrl }) => {
    const byId = new Map(sources.map(({ id, message }) => [id, message]))
    for (const id of statements.flatMap(({ sourceIds }) => sourceIds)) {
      const message = byId.get(id)
      if (!message || numbers.has(id)) continue
      numbers.set(id, { number: numbers.size + 1, permalink: permalink({ teamUrl, ...message }) })
    }
    place.show({ statements, sourceOf: (id) => numbers.get(id) })
  }
}
