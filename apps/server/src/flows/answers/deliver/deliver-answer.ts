import { channelId, SlackRefusedError, userId } from '@backscroll/core'
import { isRefusal, type RenderedAnswer } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import type { Answering } from '../answering.ts'
import { composeOutcome } from '../compose/compose-outcome.ts'
import type { Outcome } from '../outcome.ts'
import type { Place, Shown, WholeAnswer } from './place.ts'

/** What came to be shown in the end. */
interface Delivered {
  outcome: Outcome
  message: RenderedAnswer
  shown: Shown
}

/**
 * Shows an answer. Whoever asked hears of it also when Slack refuses: an answer that it cannot show gives way to a reason, and one for a place
 * that is gone goes to the asker alone. Only when Slack takes nothing for this person nobody hears of it, and it is over.
 */
export async function deliverAnswer(
  ctx: Context,
  answering: Answering,
  place: Place,
  { outcome, whole }: { outcome: Outcome; whole: WholeAnswer },
): Promise<Delivered> {
  try {
    return { outcome, message: whole.message, shown: await place.finish(whole) }
  } catch (error) {
    if (!(error instanceof SlackRefusedError)) throw error
    const { teamId, question } = answering
    ctx.telemetry.notice('Slack does not show an answer', { teamId, questionId: question.questionId, reason: error.reason })
    const isGone = isRefusal(error, 'channel_not_found', 'not_in_channel', 'is_archived')
    return isGone ? tellTheAsker(ctx, answering, outcome) : sayWhy(answering, place)
  }
}

async function sayWhy(answering: Answering, place: Place): Promise<Delivered> {
  const outcome = { kind: 'failed', reason: 'internal', reference: answering.question.questionId } as const
  const whole = composeOutcome(outcome, { ...answering, isFirstHere: false })
  return { outcome, message: whole.message, shown: await place.finish(whole) }
}

async function tellTheAsker(ctx: Context, answering: Answering, outcome: Outcome): Promise<Delivered> {
  const { teamId, question } = answering
  // away from its thread an answer repeats the question
  const { message } = composeOutcome(outcome, { ...answering, question: { ...question, threadTs: null }, isFirstHere: false })
  const nowhere = { channelId: channelId(question.channelId), ts: null, userId: question.askerId, responseUrl: null }
  try {
    const { channelId: conversation, ts } = await (await ctx.slack(teamId)).postMessage({ channelId: userId(question.askerId), ...message })
    return { outcome, message, shown: { ...nowhere, channelId: conversation, ts } }
  } catch (error) {
    if (!(error instanceof SlackRefusedError)) throw error
    return { outcome: { kind: 'failed', reason: 'not_in_channel' }, message, shown: nowhere }
  }
}
