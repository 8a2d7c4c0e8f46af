import { answersOf, installationsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** Answers of one team that get a job in one round; each job sees to the next ones. */
const AT_ONCE = 20

/** Gives a job to answers whose job is lost, or that waited for an install: after a restore, a reinstall, or a fault. */
export async function sweepStale(ctx: Context): Promise<void> {
  for (const { teamId } of await ctx.db.withSystem((tx) => installationsOf(tx).listActive()))
    await ctx.db.withTenant(teamId, async (tx) => {
      for (const answerId of await answersOf(tx).stale(AT_ONCE)) await ctx.enqueue('answer.revise', { teamId, answerId }, { tx })
    })
}
