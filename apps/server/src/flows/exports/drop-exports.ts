import type { TeamId } from '@backscroll/core'
import { exportsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** Deletes the file of every export of a team: what is erased must not stand in one. Whoever is writing one finds it over. */
export const dropExports = (ctx: Pick<Context, 'db' | 'clock'>, teamId: TeamId): Promise<void> =>
  ctx.db.withTenant(teamId, (tx) => exportsOf(tx).endAll({ reason: 'erased', atMs: ctx.clock.nowMs() }))
