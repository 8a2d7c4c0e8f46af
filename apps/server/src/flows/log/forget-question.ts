import { ConflictError, NotFoundError, type TeamId } from '@backscroll/core'
import { answersOf, forgetQuestion, questionsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'
import { takeBackPosts } from '../erasure/take-back-posts.ts'

/** Whoever answers has given up by then. */
const IN_WORK_MS = 180_000
/** More posts than one question has. */
const ALL = 10_000

/**
 * Forgets a question of the caller with everything that was answered to it, as "forget me" does for all of them: at once where nothing of it
 * stands in Slack, else as soon as that is taken back. @returns its id.
 * @throws NotFoundError where it is not the caller's, ConflictError while it is being answered.
 */
export async function forgetOwnQuestion(ctx: Context, caller: Caller, questionId: string): Promise<{ id: string }> {
  const { teamId } = caller
  const atMs = ctx.clock.nowMs()
  return ctx.db.withTenant(teamId, async (tx) => {
    const question = await questionsOf(tx).get(questionId)
    if (question?.askerId !== caller.userId) throw new NotFoundError('There is no such question of yours.')
    const isInWork = (await answersOf(tx).latestFor(questionId))?.state === 'pending' && atMs - question.createdAtMs < IN_WORK_MS
    if (isInWork) throw new ConflictError('This question is being answered. Delete it when the answer has come.')
    const posts = await answersOf(tx).postsOfQuestions({ questionId }, ALL)
    if (posts.length === 0) await forgetQuestion(tx, questionId)
    else await ctx.enqueue('question.forget', { teamId, questionId }, { tx })
    await audited(tx, caller, { action: 'question.forgotten', target: questionId, diff: { posts: posts.length }, atMs })
    return { id: questionId }
  })
}

/** Takes back what was shown for one question, as far as Slack lets us, then forgets it. A wait that Slack asks for is waited. */
export async function forgetPostedQuestion(ctx: Context, { teamId, questionId }: { teamId: TeamId; questionId: string }): Promise<void> {
  const posts = await ctx.db.withTenant(teamId, (tx) => answersOf(tx).postsOfQuestions({ questionId }, ALL))
  await takeBackPosts(ctx, teamId, posts)
  await ctx.db.withTenant(teamId, (tx) => forgetQuestion(tx, questionId))
}
