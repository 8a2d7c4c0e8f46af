import { randomUUID } from 'node:crypto'
import { type AnswerOutcome, AppError, type TeamId } from '@backscroll/core'
import { answersOf, type Question, questionsOf } from '@backscroll/db'
import type { Context } from '../context.ts'
import { type Composed, composeAnswer } from './compose-answer.ts'
import { readAsker } from './read-asker.ts'
import { retrieve } from './retrieve.ts'
import { sendAnswer } from './send-answer.ts'

/**
 * Answers one stored question from what everybody who will see the answer may read, sends it, and stores it with its sources and timings.
 * An answer that was sent is not sent again; a failure reaches the person as a reason.
 */
export async function answerQuestion(
  ctx: Context,
  { teamId, questionId }: { teamId: TeamId; questionId: string },
  signal: AbortSignal,
): Promise<void> {
  const startedMs = ctx.clock.nowMs()
  const question = await ctx.db.withTenant(teamId, async (tx) =>
    (await answersOf(tx).latestFor(questionId)) ? null : questionsOf(tx).get(questionId),
  )
  if (!question) return
  const composed = await compose(ctx, teamId, question, signal)
  const posted = await sendAnswer(ctx, teamId, question, composed.message)
  await ctx.db.withTenant(teamId, async (tx) => {
    await answersOf(tx).save({
      answerId: randomUUID(),
      questionId,
      ...composed.record,
      timings: { ...composed.timings, totalMs: ctx.clock.nowMs() - startedMs },
      postedChannelId: posted?.channelId ?? null,
      postedTs: posted?.ts ?? null,
      ephemeral: question.surface === 'command',
    })
    await questionsOf(tx).forgetResponseUrl(questionId)
  })
  ctx.log.info({ teamId, questionId, state: composed.record.state, totalMs: ctx.clock.nowMs() - startedMs }, 'question answered')
}

/** Every way a question can go ends in something to say. Errors that pass by waiting go up, so that the job waits. */
async function compose(ctx: Context, teamId: TeamId, question: Question, signal: AbortSignal): Promise<Composed> {
  try {
    const asker = await readAsker(ctx, teamId, question)
    if (asker.understood.kind !== 'question') return composeAnswer.withoutSearch(asker.understood)
    const { text, channelIds, userIds } = asker.understood
    const { visible, botUserId } = asker
    const found = await retrieve(ctx, { teamId, text, visible, channelIds, userIds, botUserId })
    const answeringMs = ctx.clock.nowMs()
    const outcome: AnswerOutcome = await ctx.answerer.answer(text, found.sources, signal)
    const timings = { searchMs: found.searchMs, answerMs: ctx.clock.nowMs() - answeringMs }
    return composeAnswer.fromOutcome({
      ...asker,
      question: text,
      outcome,
      sources: found.sources,
      embedder: ctx.embedder,
      answerer: ctx.answerer,
      timings,
    })
  } catch (error) {
    if (signal.aborted || (error instanceof AppError && error.retryAfterMs !== null)) throw error
    ctx.log.error({ teamId, questionId: question.questionId, err: error }, 'question failed')
    return composeAnswer.failed(question.questionId)
  }
}
