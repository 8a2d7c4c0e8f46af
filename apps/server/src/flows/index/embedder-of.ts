import type { Embedder, TeamId } from '@backscroll/core'
import { wordTablesOf } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** Behind the vector space of a table that holds redacted texts: such a table and another one never serve for each other. */
const REDACTED = '+redacted'

/** What decides which table a team should have. */
export interface WantedTable {
  wordTableId: string | null
  /** Whether nothing personal may stand in it. */
  isRedacted: boolean
}

/**
 * The space that a team's tables should have: of its own word frequencies once they are counted, where the embedder weighs by them, and of
 * redacted texts where the team says so.
 */
export function wantedSpace({ embedder }: Pick<Context, 'embedder'>, { wordTableId, isRedacted }: WantedTable): string {
  const space = wordTableId !== null && embedder.fitting ? embedder.fitting.spaceOf(wordTableId) : embedder.space
  return isRedacted ? `${space}${REDACTED}` : space
}

/** Whether a table holds redacted texts. */
export const isRedactedTable = ({ embedderId }: { embedderId: string }): boolean => embedderId.endsWith(REDACTED)

/**
 * The embedder whose vectors stand in a table, by the space that the registry names: documents and questions of one table always get the
 * same one, in every process.
 * @returns null when this process cannot make such vectors.
 */
export async function embedderOf(
  ctx: Pick<Context, 'db' | 'embedder' | 'fittedEmbedders'>,
  teamId: TeamId,
  embedderId: string,
): Promise<Embedder | null> {
  const { embedder, db, fittedEmbedders } = ctx
  const space = embedderId.endsWith(REDACTED) ? embedderId.slice(0, -REDACTED.length) : embedderId
  const { fitting } = embedder
  if (space === embedder.space) return embedder
  if (!fitting) return null
  return fittedEmbedders.get(`${teamId} ${space}`, async () => {
    const table = await db.withTenant(teamId, (tx) => wordTablesOf(tx).get())
    if (table === null || fitting.spaceOf(table.tableId) !== space) return null
    const fitted = fitting.open(table.packed)
    return fitted.space === space ? fitted : null
  })
}
