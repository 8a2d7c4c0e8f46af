import type { Embedder, TeamId } from '@backscroll/core'
import { wordTablesOf } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** The vector space that a team's tables should have: of its own word frequencies once they are counted, where the embedder weighs by them. */
export const wantedSpace = ({ embedder }: Pick<Context, 'embedder'>, wordTableId: string | null): string =>
  wordTableId !== null && embedder.fitting ? embedder.fitting.spaceOf(wordTableId) : embedder.space

/**
 * The embedder whose vectors stand in a table, by the space that the registry names: documents and questions of one table always get the
 * same one, in every process.
 * @returns null when this process cannot make such vectors.
 */
export async function embedderOf(
  ctx: Pick<Context, 'db' | 'embedder' | 'fittedEmbedders'>,
  teamId: TeamId,
  space: string,
): Promise<Embedder | null> {
  const { embedder, db, fittedEmbedders } = ctx
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
