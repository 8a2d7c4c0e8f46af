import type { TeamId } from '@backscroll/core'
import { exportsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** Deletes the file of every export of a team: what is erased must not stand in one. Whoever is writing one finds it over. */
export async function dropExports(ctx: Pick<Context, 'db' | 'clock' | 'exportStore'>, teamId: TeamId): Promise<void> {
  await ctx.db.withTenant(teamId, (tx) => exportsOf(tx).endAll({ reason: 'erased', atMs: ctx.clock.nowMs() }))
  await ctx.exportStore.removeAll(teamId)
}
