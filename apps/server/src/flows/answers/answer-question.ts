import { randomUUID } from 'node:crypto'
import { type MessageTs, messageTs, type TeamId } from '@backscroll/core'
import { answersOf, installationsOf, questionsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { inModelScope } from '../../model-scope.ts'
import { turnAway, whyTurnedAway } from '../askers/turn-away.ts'
import type { Answering } from './answering.ts'
import { composeOutcome } from './compose/compose-outcome.ts'
import { deliverAnswer } from './deliver/deliver-answer.ts'
import { openPlace } from './deliver/open-place.ts'
import type { Place } from './deliver/place.ts'
import { showEarly } from './deliver/show-early.ts'
import { findSentAnswer } from './find-sent-answer.ts'
import { isFirstAnswerHere } from './first-answer-here.ts'
import { reachOutcome } from './reach-outcome.ts'
import { recordAnswer } from './record-answer.ts'
import { tellTheRest } from './tell-the-rest.ts'

/** Nobody waits longer, and the address for a command's answer lives for thirty minutes. */
const GIVE_UP_MS = 25 * 60_000

/**
 * Answers one stored question from what everybody who will see the answer may read, shows it, and stores it with its sources and timings.
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
  // an answer that has begun ends
  const why = earlier ? null : await whyTurnedAway(ctx, teamId, question)
  if (why !== null) return turnAway(ctx, teamId, question, why)
  const answering = { teamId, question, answerId: earlier?.answerId ?? randomUUID(), startedMs }
  const left = earlier ? await findSentAnswer(ctx, teamId, question) : null
  await inModelScope({ teamId, purpose: 'search', ref: questionId }, () => answer(ctx, answering, left?.ts ?? null, signal))
}

/** Answers, and stores the answer before anything of it stands: a deletion from here on finds it. */
async function make(ctx: Context, answering: Answering, place: Place, signal: AbortSignal) {
  const outcome = await reachOutcome(ctx, answering, showEarly(place), place.stopped, signal)
  const isFirstHere = await isFirstAnswerHere(ctx, answering.teamId, answering.question, outcome)
  const whole = composeOutcome(outcome, { ...answering, isFirstHere })
  const isStale = (await recordAnswer.made(ctx, answering, outcome, whole.message)) === 'stale'
  return { outcome, whole, isStale }
}

async function answer(ctx: Context, answering: Answering, left: MessageTs | null, signal: AbortSignal): Promise<void> {
  const { teamId, question, startedMs } = answering
  const place = await openPlace(ctx, teamId, question, left && messageTs(left))
  // from here on a worker that is killed leaves something behind by which the next one knows
  await recordAnswer.begun(ctx, answering)
  place.working('is searching …')
  let made = await make(ctx, answering, place, signal)
  // a message changed while the answer was made from it: once more, from how it is now
  if (made.isStale) made = await make(ctx, answering, place, signal)
  const { outcome, message, shown } = await ctx.telemetry.answerStep('post', () => deliverAnswer(ctx, answering, place, made))
  const state = await recordAnswer.shown(ctx, answering, outcome, message, shown)
  await tellTheRest(ctx, answering, outcome, signal)
  const { questionId, surface } = question
  ctx.telemetry.questionAnswered({ teamId, questionId, surface, verdict: state, totalMs: ctx.clock.nowMs() - startedMs })
}
