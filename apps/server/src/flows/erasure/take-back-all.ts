import { RetryLaterError, type TeamId } from '@backscroll/core'
import { type AskedBy, answersOf, type Erasure, erasuresOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { takeBackPosts } from './take-back-posts.ts'

/** Posts of one transaction with Slack. */
const BATCH = 20
/** Slack lets fifty messages a minute be deleted: after this another erasure has its turn. */
const TURN_MS = 60_000
/** A Slack that fails for so long does not keep what is to be erased any longer. */
const GIVEN_UP_AFTER_MS = 3 * 86_400_000

/**
 * Takes back everything that was shown in Slack for the questions that go, however many there are: in turns, at the pace that Slack allows, and
 * from where a killed worker was. Counted in the erasure as `posts`. @returns how many could not be taken back.
 * @throws RetryLaterError when the turn is over, and what Slack asks to wait for.
 */
export async function takeBackAll(
  ctx: Context,
  { teamId, erasure, asked }: { teamId: TeamId; erasure: Erasure; asked: AskedBy },
  signal: AbortSignal,
): Promise<number> {
  const { erasureId, createdAtMs } = erasure
  const turnEndsMs = ctx.clock.nowMs() + TURN_MS
  while (ctx.clock.nowMs() < createdAtMs + GIVEN_UP_AFTER_MS) {
    signal.throwIfAborted()
    const posts = await ctx.db.withTenant(teamId, (tx) => answersOf(tx).postsOfQuestions(asked, BATCH))
    if (posts.length === 0) break
    if (ctx.clock.nowMs() > turnEndsMs) throw new RetryLaterError('There is more to take back.', 1_000)
    const { hasToken } = await takeBackPosts(ctx, teamId, posts, (tx) => erasuresOf(tx).countDown(erasureId, 'posts'))
    if (!hasToken) break
  }
  const now = await ctx.db.withTenant(teamId, (tx) => erasuresOf(tx).get(erasureId))
  return now?.counts.posts?.after ?? 0
}
