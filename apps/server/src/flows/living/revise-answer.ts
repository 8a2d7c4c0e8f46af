import type { TeamId } from '@backscroll/core'
import { answersOf, installationsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { lookAgain } from './look-again.ts'
import { showRevised } from './show-revised.ts'

/** Answers that a job sees to after its own; the longest waiting come first. */
const NEXT = 5

/**
 * Makes one answer what its messages say now, in our books first and then wherever it is shown. Safe to repeat, and safe against a change that
 * comes meanwhile: that one leaves a mark and a job of its own. Nothing is said to a Slack that the app is not installed in; the mark stays.
 */
export async function reviseAnswer(
  ctx: Context,
  { teamId, answerId }: { teamId: TeamId; answerId: string },
  signal: AbortSignal,
): Promise<void> {
  const { revised, isInstalled } = await ctx.db.withTenant(teamId, async (tx) => ({
    isInstalled: (await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)) !== null,
    revised: await lookAgain(ctx, tx, { teamId, answerId }),
  }))
  if (revised && !isInstalled) return
  if (revised) await showRevised(ctx, teamId, revised, signal)
  await ctx.db.withTenant(teamId, async (tx) => {
    if (revised) await answersOf(tx).settle(answerId, revised.staleSinceMs)
    // whoever has marked it meanwhile has a job for it
    if ((await answersOf(tx).staleSince(answerId)) !== null) return
    for (const next of await answersOf(tx).stale(NEXT)) await ctx.enqueue('answer.revise', { teamId, answerId: next }, { tx })
  })
}
