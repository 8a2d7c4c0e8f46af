import { allTeams } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { checkIndex } from './check-index.ts'

/** Looks for teams whose search table is gone, damaged or of another embedder, and plans a new one for each. */
export async function findStaleIndexes(ctx: Context): Promise<void> {
  const teams = await ctx.db.withSystem(allTeams)
  for (const { teamId } of teams.filter((team) => team.state === 'active' || team.state === 'installing')) await checkIndex(ctx, teamId)
}
