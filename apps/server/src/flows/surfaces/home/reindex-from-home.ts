import type { TeamId, UserId } from '@backscroll/core'
import type { Context } from '../../../context.ts'
import { reindexTeam } from '../../index/reindex-team.ts'

/** Builds the search table of a team anew, and shows whoever asked for it that it has begun and that it is done. */
export async function reindexFromHome(
  ctx: Context,
  { teamId, userId }: { teamId: TeamId; userId: UserId },
  signal: AbortSignal,
): Promise<void> {
  const show = () => ctx.enqueue('home.publish', { teamId, userId, from: 0 })
  const shown: Promise<void>[] = []
  await reindexTeam(ctx, { teamId, signal }, () => {
    if (shown.length === 0) shown.push(show())
  })
  await Promise.all(shown)
  await show()
}
