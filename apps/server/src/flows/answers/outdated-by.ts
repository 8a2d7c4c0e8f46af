import { type Source, supersededBy } from '@backscroll/core'
import type { StoredMessage } from '@backscroll/db'
import type { Written } from './write/written.ts'

/** Cited messages that a later one among everything found says otherwise about, by source id, each with that later message. */
export function outdatedBy(
  { statements }: Pick<Written, 'statements'>,
  sources: readonly (Source & { message: StoredMessage })[],
): Map<string, StoredMessage> {
  const byId = new Map(sources.map(({ id, message }) => [id, message]))
  const cited = new Set(statements.flatMap(({ sourceIds }) => sourceIds))
  return new Map(
    supersededBy(sources).flatMap(({ earlierId, laterId }) => {
      const later = byId.get(laterId)
      return later && cited.has(earlierId) ? [[earlierId, later] as const] : []
    }),
  )
}
