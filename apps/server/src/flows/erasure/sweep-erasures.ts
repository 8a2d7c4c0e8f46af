import { auditOf, openErasures, teamsOf, teamsToErase } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { requestErasure } from './request-erasure.ts'

/** Has teams erased whose clock has run out since they were uninstalled, and gives a job to erasures that have lost theirs. */
export async function sweepErasures(ctx: Context): Promise<void> {
  const nowMs = ctx.clock.nowMs()
  for (const teamId of await ctx.db.withSystem((tx) => teamsToErase(tx, nowMs)))
    await ctx.db.withTenant(teamId, async (tx) => {
      const team = await teamsOf(tx).lock()
      // installed again meanwhile
      if (team?.state !== 'uninstalled' || team.eraseAfterMs === null || team.eraseAfterMs > nowMs) return
      await requestErasure(ctx, tx, { teamId, kind: 'team', target: teamId, requestedBy: 'backscroll' })
      await auditOf(tx).append({ actor: 'backscroll', actorKind: 'system', action: 'team.erase', target: teamId, atMs: nowMs })
    })
  for (const open of await ctx.db.withSystem(openErasures)) await ctx.enqueue('erasure.run', open)
}
