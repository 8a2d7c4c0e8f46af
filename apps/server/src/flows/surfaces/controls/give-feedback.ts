import { type Feedback, feedbackOf } from '@backscroll/db'
import { FEEDBACK_REASONS, feedbackChoice, feedbackModal } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { findAsked, isShownTo } from '../find-asked.ts'
import { openDialog } from '../open-dialog.ts'
import type { Press } from './press.ts'
import { sayExpired } from './say-expired.ts'

/** Notes what somebody says of an answer, once per person: another word replaces it, the same word takes it back. A bad one is asked for its reason. */
export async function giveFeedback(ctx: Context, press: Press): Promise<void> {
  const choice = feedbackChoice(press.value)
  if (!choice) return
  const noted = await ctx.db.withTenant(press.teamId, async (tx) => {
    const asked = await findAsked(tx, choice.id)
    if (!asked?.answer || !isShownTo(asked, press.userId)) return null
    const { answerId } = asked.answer
    const before = (await feedbackOf(tx).forAnswers([answerId])).get(answerId)?.find(({ userId }) => userId === press.userId)
    if (before?.verdict === choice.verdict) return { answerId, isTaken: !(await feedbackOf(tx).withdraw(answerId, press.userId)), before }
    const said = { answerId, userId: press.userId, verdict: choice.verdict, reason: null, comment: null, atMs: ctx.clock.nowMs() }
    return { answerId, isTaken: await feedbackOf(tx).put(said), before }
  })
  if (!noted) return sayExpired(ctx, press)
  if (choice.verdict === 'bad' && noted.isTaken)
    await openDialog(ctx, press, feedbackModal({ answerId: noted.answerId, ...saidBefore(noted.before) }))
}

function saidBefore(before: Feedback | undefined): { comment?: string; reason?: (typeof FEEDBACK_REASONS)[number] } {
  const reason = FEEDBACK_REASONS.find((name) => name === before?.reason)
  return { ...(before?.comment ? { comment: before.comment } : {}), ...(reason ? { reason } : {}) }
}
