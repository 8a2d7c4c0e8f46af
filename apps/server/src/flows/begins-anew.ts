import { indexStateOf, messagesOf, type TeamLease } from '@backscroll/db'
import type { Context } from '../context.ts'

/**
 * Makes sure that a team's table belongs to the embedder of this process: vectors of two spaces never stand in one table.
 * A table of another space, or of none that is known, is dropped and every message becomes dirty.
 * @returns whether that happened, so that the dirty messages are to be read again.
 */
export async function beginsAnew(ctx: Context, lease: TeamLease): Promise<boolean> {
  const { space, dimensions } = ctx.embedder
  const state = await ctx.db.withTenant(lease.teamId, (tx) => indexStateOf(tx).get())
  if (state?.embedderId === space) return false
  await ctx.search.drop(lease.teamId, lease)
  await ctx.db.withTenant(lease.teamId, async (tx) => {
    await messagesOf(tx).markAllDirty()
    await indexStateOf(tx).save({ embedderId: space, dims: dimensions })
  })
  ctx.log.info({ teamId: lease.teamId, from: state?.embedderId ?? null, to: space }, 'search index begins anew')
  return true
}
