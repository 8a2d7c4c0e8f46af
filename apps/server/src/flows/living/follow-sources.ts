import type { TeamId } from '@backscroll/core'
import { answersOf, type TenantTx } from '@backscroll/db'
import type { Storage } from '../../context.ts'

/** What it takes to have an answer looked at again. */
export type Follower = Pick<Storage, 'clock' | 'enqueue'>

/** A channel that is excluded may carry thousands of answers: the first get a job here, and each job that is done sees to the next. */
const JOBS_AT_ONCE = 100

/**
 * Answers that were made from messages which have just changed will be looked at again. Belongs after the statement that changes them, in its
 * transaction: an answer that is being stored at the same time is found here, or finds the change itself.
 */
export const followMessages = async (
  ctx: Follower,
  tx: TenantTx,
  teamId: TeamId,
  changed: readonly { channelId: string; ts: string }[],
): Promise<void> => lookAgainAt(ctx, tx, teamId, await answersOf(tx).citing(changed))

/** The same for everything that was made from a channel whose messages have just gone. */
export const followChannel = async (ctx: Follower, tx: TenantTx, teamId: TeamId, channelId: string): Promise<void> =>
  lookAgainAt(ctx, tx, teamId, await answersOf(tx).citingChannel(channelId))

/** The mark comes before the job: a job that is waiting already waits for the mark. */
async function lookAgainAt(ctx: Follower, tx: TenantTx, teamId: TeamId, answerIds: readonly string[]): Promise<void> {
  await answersOf(tx).markStale(answerIds, ctx.clock.nowMs())
  for (const answerId of answerIds.slice(0, JOBS_AT_ONCE)) await ctx.enqueue('answer.revise', { teamId, answerId }, { tx })
}
