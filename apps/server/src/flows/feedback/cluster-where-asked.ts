import { clustersOf, installationsOf, questionsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** Has the questions of every team clustered that has asked one in vain, or has clusters to tend. */
export async function clusterWhereAsked(ctx: Context): Promise<void> {
  for (const { teamId } of await ctx.db.withSystem((tx) => installationsOf(tx).listActive()))
    await ctx.db.withTenant(teamId, async (tx) => {
      const isAsked = (await questionsOf(tx).unanswered({ sinceMs: 0, limit: 1 })).length > 0
      if (isAsked || (await clustersOf(tx).list({ limit: 1 })).length > 0) await ctx.enqueue('questions.cluster', { teamId }, { tx })
    })
}
