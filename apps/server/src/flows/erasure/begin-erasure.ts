import type { TeamId } from '@backscroll/core'
import { type Erasure, type ErasureCounts, erasuresOf } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** Notes what stands in each store before the first row goes. @returns those numbers, also to whoever goes on after a kill. */
export async function beginErasure(
  ctx: Pick<Context, 'db'>,
  { teamId, erasure }: { teamId: TeamId; erasure: Erasure },
  count: () => Promise<Record<string, number>>,
): Promise<ErasureCounts> {
  const { erasureId, state } = erasure
  const before = state === 'waiting' ? await count() : null
  return ctx.db.withTenant(teamId, async (tx) => {
    if (before) await erasuresOf(tx).start(erasureId, before)
    return (await erasuresOf(tx).get(erasureId))?.counts ?? {}
  })
}
