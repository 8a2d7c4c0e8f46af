import { DIALOGS, type SubmissionReply, type ViewSubmission } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import type { Presser } from '../presser.ts'
import { submitFeedback } from './submit-feedback.ts'
import { submitQuestion } from './submit-question.ts'

/** Takes a dialog that was sent off. @returns what is wrong with it; null closes it. */
export async function submitDialog(ctx: Context, presser: Presser, submitted: ViewSubmission): Promise<SubmissionReply | null> {
  switch (submitted.callbackId) {
    case DIALOGS.ask:
      return submitQuestion(ctx, presser, submitted)
    case DIALOGS.feedback:
      return submitFeedback(ctx, presser, submitted)
    default:
      return null
  }
}
