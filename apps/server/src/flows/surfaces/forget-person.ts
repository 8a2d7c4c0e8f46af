import type { TeamId, UserId } from '@backscroll/core'
import { answersOf, auditOf, forgetPerson as forgetRows } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { takeBackPosts } from '../erasure/take-back-posts.ts'

/** More posts than anybody has. */
const ALL = 100_000

/**
 * Takes back what was shown for somebody's questions, as far as Slack lets us, then forgets the questions, the answers and what the person said
 * of answers. The log keeps that it happened, with the receipt. A wait that Slack asks for is waited; what is taken back stays so.
 */
export async function forgetPerson(
  ctx: Context,
  { teamId, userId, receiptId }: { teamId: TeamId; userId: UserId; receiptId: string },
): Promise<void> {
  const posts = await ctx.db.withTenant(teamId, (tx) => answersOf(tx).postsOfQuestions({ askerId: userId }, ALL))
  const { gone } = await takeBackPosts(ctx, teamId, posts)
  await ctx.db.withTenant(teamId, async (tx) => {
    const forgotten = await forgetRows(tx, userId)
    const diff = { receiptId, ...forgotten, posts: posts.length, postsLeft: posts.length - gone }
    await auditOf(tx).append({
      actor: userId,
      actorKind: 'user',
      action: 'person.forgotten',
      target: userId,
      diff,
      atMs: ctx.clock.nowMs(),
    })
  })
}
