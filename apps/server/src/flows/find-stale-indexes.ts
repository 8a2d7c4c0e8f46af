import { IndexUnavailableError, type TeamId } from '@backscroll/core'
import { allTeams, indexStateOf, messagesOf } from '@backscroll/db'
import type { Context } from '../context.ts'

/**
 * Looks for teams whose index belongs to another embedder, is not known, or is gone or damaged although messages were indexed, and marks
 * their messages, so that they are claimed and indexed anew.
 */
export async function findStaleIndexes(ctx: Context): Promise<void> {
  const teams = await ctx.db.withSystem(allTeams)
  for (const { teamId } of teams.filter((team) => team.state === 'active' || team.state === 'installing')) {
    const isEmpty = await isEmptyOrDamaged(ctx, teamId)
    await ctx.db.withTenant(teamId, async (tx) => {
      const state = await indexStateOf(tx).get()
      const isLost = isEmpty && state !== null && (await messagesOf(tx).counts()).length > 0
      if (isLost) await indexStateOf(tx).save({ embedderId: 'lost', dims: ctx.embedder.dimensions })
      if (isLost || state?.embedderId !== ctx.embedder.space) await messagesOf(tx).markAllDirty()
    })
  }
}

async function isEmptyOrDamaged(ctx: Context, teamId: TeamId): Promise<boolean> {
  try {
    return (await ctx.search.team(teamId).count()) === 0
  } catch (error) {
    if (error instanceof IndexUnavailableError) return true
    throw error
  }
}
