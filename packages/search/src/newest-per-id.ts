import type { PassageRow } from '@backscroll/core'

/** The newest version per id, the later of equals: LanceDB would insert an id that is repeated in one batch twice. */
export function newestPerId(rows: readonly PassageRow[]): PassageRow[] {
  const newest = new Map<string, PassageRow>()
  for (const row of rows) {
    const known = newest.get(row.id)
    if (!known || row.version >= known.version) newest.set(row.id, row)
  }
  return [...newest.values()]
}
