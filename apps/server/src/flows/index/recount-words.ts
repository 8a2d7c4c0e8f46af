import type { TeamId } from '@backscroll/core'
import { wordTablesOf } from '@backscroll/db'
import type { Context } from '../../context.ts'

/**
 * Forgets how common words were, because some that may have been counted are erased, and has them counted again in what is left. Until the index
 * is built anew, a process that has not opened the table before searches by words alone.
 */
export async function recountWords(ctx: Context, teamId: TeamId): Promise<void> {
  const wasCounted = await ctx.db.withTenant(teamId, (tx) => wordTablesOf(tx).forget())
  if (wasCounted) await ctx.enqueue('words.fit', { teamId })
}
