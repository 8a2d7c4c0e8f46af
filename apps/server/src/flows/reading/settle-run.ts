import type { TeamId } from '@backscroll/core'
import { backfillRunsOf, threadSyncsOf, watermarksOf } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** Closes the open run when every page and every thread of it has been read; a paused one stays. */
export async function settleRun(ctx: Context, teamId: TeamId): Promise<void> {
  await ctx.db.withTenant(teamId, async (tx) => {
    const run = await backfillRunsOf(tx).open()
    if (run?.state !== 'running') return
    if ((await watermarksOf(tx).open()).length > 0 || (await threadSyncsOf(tx).pending(1)).length > 0) return
    await backfillRunsOf(tx).finish(run.runId, 'finished', ctx.clock.nowMs())
    const { trigger, messagesSeen, messagesStored, messagesDeleted, historyRequests, replyRequests } = run
    if (ctx.embedder.fitting) await ctx.enqueue('words.fit', { teamId }, { tx })
    ctx.telemetry.notice('history read', { teamId, trigger, messagesSeen, messagesStored, messagesDeleted, historyRequests, replyRequests })
  })
}
