import { randomUUID } from 'node:crypto'
import type { Context } from '../../../context.ts'
import { inModelScope } from '../../../model-scope.ts'
import type { Answering } from '../answering.ts'
import { composeOutcome } from '../compose/compose-outcome.ts'
import type { Outcome } from '../outcome.ts'
import { reachOutcome } from '../reach-outcome.ts'
import { recordAnswer } from '../record-answer.ts'

/** Whoever asked waits no longer. */
const PATIENCE_MS = 60_000

/** Answers a stored question and writes it down as an answer in Slack is, without showing it there. @returns the id of the answer, which is over. */
export async function answerHere(ctx: Context, asked: Omit<Answering, 'answerId'>): Promise<string> {
  const answering = { ...asked, answerId: randomUUID() }
  const { teamId, question } = answering
  await inModelScope({ teamId, purpose: 'search', ref: question.questionId }, async () => {
    await recordAnswer.begun(ctx, answering)
    const outcome = await outcomeOf(ctx, answering, AbortSignal.timeout(PATIENCE_MS))
    const { message } = composeOutcome(outcome, { ...answering, isFirstHere: false })
    await recordAnswer.shown(ctx, answering, outcome, message, null)
  })
  return answering.answerId
}

/** Here nothing waits for another try: what would wait is told. */
async function outcomeOf(ctx: Context, answering: Answering, signal: AbortSignal): Promise<Outcome> {
  const reach = async (): Promise<Outcome> => {
    const outcome = await reachOutcome(ctx, answering, () => {}, new AbortController().signal, signal)
    const { message } = composeOutcome(outcome, { ...answering, isFirstHere: false })
    // a message changed while the answer was made from it: once more, from how it is now
    const isStale = (await recordAnswer.made(ctx, answering, outcome, message)) === 'stale'
    return isStale ? reachOutcome(ctx, answering, () => {}, new AbortController().signal, signal) : outcome
  }
  try {
    return await reach()
  } catch (error) {
    const { questionId } = answering.question
    ctx.telemetry.notice('question failed', { teamId: answering.teamId, questionId, err: error })
    return { kind: 'failed', reason: signal.aborted ? 'model_unavailable' : 'internal', reference: questionId }
  }
}
