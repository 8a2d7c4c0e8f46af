import { supersededBy } from '@backscroll/core'
import type { StoredMessage } from '@backscroll/db'
import type { Retrieved } from '../search/retrieve.ts'
import type { Written } from './write/written.ts'

/** Cited messages that a later one among everything found says otherwise about, by source id, each with that later message. */
export function outdatedBy({ retrieved, written }: { retrieved: Retrieved; written: Written }): Map<string, StoredMessage> {
  const byId = new Map(retrieved.sources.map(({ id, message }) => [id, message]))
  const cited = new Set(written.statements.flatMap(({ sourceIds }) => sourceIds))
  const changes = supersededBy(retrieved.sources.map(({ id, text, message }) => ({ id, text, atMs: message.postedAtMs })))
  return new Map(
    changes.flatMap(({ earlierId, laterId }) => {
      const later = byId.get(laterId)
      return later && cited.has(earlierId) ? [[earlierId, later] as const] : []
    }),
  )
}
