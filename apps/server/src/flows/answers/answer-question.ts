import { randomUUID } from 'node:crypto'
import { type AnswerOutcome, AppError, type TeamId, type UnderstoodQuery, withoutNewestWindow } from '@backscroll/core'
import { answersOf, installationsOf, type Question, questionsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { retrieve } from '../search/retrieve.ts'
import { type Composed, composeAnswer } from './compose-answer.ts'
import { findSentAnswer } from './find-sent-answer.ts'
import { type Asker, readAsker } from './read-asker.ts'
import { sendAnswer } from './send-answer.ts'

/** Nobody waits longer, and the address for a command's answer lives for thirty minutes. */
const GIVE_UP_MS = 25 * 60_000

/**
 * Answers one stored question from what everybody who will see the answer may read, sends it, and stores it with its sources and timings.
 * An answer that was sent is not sent again, also when the worker was killed before it could write that down; a failure reaches the
 * person as a reason.
 */
export async function answerQuestion(
  ctx: Context,
  { teamId, questionId }: { teamId: TeamId; questionId: string },
  signal: AbortSignal,
): Promise<void> {
  const startedMs = ctx.clock.nowMs()
  const { question, earlier, isInstalled } = await ctx.db.withTenant(teamId, async (tx) => ({
    question: await questionsOf(tx).get(questionId),
    earlier: await answersOf(tx).latestFor(questionId),
    isInstalled: (await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)) !== null,
  }))
  if (!question || (earlier && earlier.state !== 'pending')) return
  if (!isInstalled || startedMs - question.createdAtMs > GIVE_UP_MS) {
    ctx.telemetry.notice('question given up', { teamId, questionId, isInstalled })
    return ctx.db.withTenant(teamId, (tx) => questionsOf(tx).forgetResponseUrl(questionId))
  }
  const composed = await compose(ctx, teamId, question, signal)
  const answer = { answerId: earlier?.answerId ?? randomUUID(), questionId, ...composed.record, ephemeral: question.surface === 'command' }
  const unsent = { timings: composed.timings, postedChannelId: null, postedTs: null }
  await ctx.db.withTenant(teamId, (tx) => answersOf(tx).save({ ...answer, ...unsent, state: 'pending' }))
  const posted = await ctx.telemetry.answerStep(
    'post',
    async () => (earlier && (await findSentAnswer(ctx, teamId, question))) ?? (await sendAnswer(ctx, teamId, question, composed.message)),
  )
  const totalMs = ctx.clock.nowMs() - startedMs
  await ctx.db.withTenant(teamId, async (tx) => {
    const sent = { timings: { ...composed.timings, totalMs }, postedChannelId: posted?.channelId ?? null, postedTs: posted?.ts ?? null }
    await answersOf(tx).save({ ...answer, ...sent })
    await questionsOf(tx).forgetResponseUrl(questionId)
  })
  ctx.telemetry.questionAnswered({ teamId, questionId, surface: question.surface, verdict: composed.record.state, totalMs })
}

/** Searches and answers once. */
async function attempt(ctx: Context, teamId: TeamId, asker: Asker & { query: UnderstoodQuery }, signal: AbortSignal) {
  const { query, visible, readers, botUserId } = asker
  const { sources, searched, searchMs } = await retrieve(ctx, { teamId, query, visible, readers, botUserId, signal })
  const answeringMs = ctx.clock.nowMs()
  const outcome: AnswerOutcome = await ctx.telemetry.answerStep('write', () => ctx.answerer.answer(query.text, sources, signal))
  return { sources, searched, outcome, searchMs, answerMs: ctx.clock.nowMs() - answeringMs }
}

/** Every way a question can go ends in something to say. Errors that pass by waiting go up, so that the job waits. */
async function compose(ctx: Context, teamId: TeamId, question: Question, signal: AbortSignal): Promise<Composed> {
  try {
    const asker = await readAsker(ctx, teamId, question)
    if (asker.understood.kind !== 'question') return composeAnswer.withoutSearch(asker.understood)
    const { asked, query } = asker.understood
    if (query.unknown.length > 0) return composeAnswer.unknownFilters(query.unknown)
    const first = await attempt(ctx, teamId, { ...asker, query }, signal)
    const wider = first.outcome.kind === 'nothing-found' ? withoutNewestWindow(query) : null
    const made = wider ? await attempt(ctx, teamId, { ...asker, query: wider }, signal) : first
    const timings = wider ? { searchMs: first.searchMs + made.searchMs, answerMs: first.answerMs + made.answerMs } : made
    return composeAnswer.fromOutcome({
      ...asker,
      question: asked,
      query: wider ?? query,
      isWidened: wider !== null,
      outcome: made.outcome,
      sources: made.sources,
      searched: made.searched,
      embedder: ctx.embedder,
      answerer: ctx.answerer,
      timings: { searchMs: timings.searchMs, answerMs: timings.answerMs },
    })
  } catch (error) {
    if (signal.aborted || (error instanceof AppError && error.retryAfterMs !== null)) throw error
    ctx.telemetry.notice('question failed', { teamId, questionId: question.questionId, err: error })
    return composeAnswer.failed(question.questionId)
  }
}
