import { allTeams, indexStateOf, messagesOf } from '@backscroll/db'
import type { Context } from '../context.ts'

/** Marks the messages of teams whose index belongs to another embedder, or is not known, so that they are claimed and indexed anew. */
export async function findStaleIndexes(ctx: Context): Promise<void> {
  const teams = await ctx.db.withSystem(allTeams)
  for (const { teamId } of teams.filter((team) => team.state === 'active' || team.state === 'installing')) {
    await ctx.db.withTenant(teamId, async (tx) => {
      const state = await indexStateOf(tx).get()
      if (state?.embedderId !== ctx.embedder.space) await messagesOf(tx).markAllDirty()
    })
  }
}
