import { feedbackOf } from '@backscroll/db'
import { FEEDBACK_REASONS, FIELDS, fieldErrors, type SubmissionReply, type ViewSubmission } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { findAsked, isShownTo } from '../find-asked.ts'
import type { Presser } from '../presser.ts'

const MAX_COMMENT = 1_000

/** Notes why somebody finds an answer bad. What is wrong with the form is said in it. */
export async function submitFeedback(
  ctx: Context,
  presser: Presser,
  { privateMetadata, values }: ViewSubmission,
): Promise<SubmissionReply | null> {
  const reason = FEEDBACK_REASONS.find((name) => name === values.get(FIELDS.reason)?.[0])
  const comment = values.get(FIELDS.comment)?.[0]?.trim() ?? ''
  if (!reason) return fieldErrors({ [FIELDS.reason]: 'Please choose what is not good.' })
  if (comment.length > MAX_COMMENT) return fieldErrors({ [FIELDS.comment]: 'Please use at most 1,000 characters.' })
  const isNoted = await ctx.db.withTenant(presser.teamId, async (tx) => {
    const asked = await findAsked(tx, privateMetadata)
    if (!asked?.answer || !isShownTo(asked, presser.userId)) return false
    const { answerId } = asked.answer
    return feedbackOf(tx).put({
      answerId,
      userId: presser.userId,
      verdict: 'bad',
      reason,
      comment: comment || null,
      atMs: ctx.clock.nowMs(),
    })
  })
  return isNoted ? null : fieldErrors({ [FIELDS.reason]: 'That answer is not there any more.' })
}
