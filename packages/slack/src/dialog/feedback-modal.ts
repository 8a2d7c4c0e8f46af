import { DIALOGS, FEEDBACK_REASONS, type FeedbackReason, FIELDS } from '../action-ids.ts'
import { input } from '../block.ts'
import { option } from '../element.ts'
import { visibleText } from '../mrkdwn/visible-text.ts'
import type { ModalView } from '../view.ts'
import { dialog } from './dialog.ts'

const MAX_COMMENT = 1_000
const REASONS: Readonly<Record<FeedbackReason, string>> = {
  wrong: 'It is wrong',
  outdated: 'It is outdated',
  missing_source: 'A source is missing',
  not_helpful: 'It does not help',
}

/** What was said about an answer already. */
export interface FeedbackForm {
  answerId: string
  reason?: FeedbackReason
  comment?: string
}

/** The dialog that asks why an answer is no good; the answer's id comes back as what it was opened with. */
export function feedbackModal({ answerId, reason, comment = '' }: FeedbackForm): ModalView {
  const options = FEEDBACK_REASONS.map((name) => option(REASONS[name], name))
  const chosen = options.find(({ value }) => value === reason)
  const said = visibleText(comment)
    .slice(0, MAX_COMMENT)
    .replace(/[\uD800-\uDBFF]$/, '')
  return dialog({
    callbackId: DIALOGS.feedback,
    title: 'What is not good?',
    submit: 'Send',
    privateMetadata: answerId,
    blocks: [
      input(
        { type: 'radio_buttons', action_id: FIELDS.reason, options, ...(chosen && { initial_option: chosen }) },
        { label: 'Reason', need: 'required' },
      ),
      input(
        {
          type: 'plain_text_input',
          action_id: FIELDS.comment,
          multiline: true,
          max_length: MAX_COMMENT,
          ...(said && { initial_value: said }),
        },
        { label: 'Comment', hint: 'Your admins can read it beside the answer.', need: 'optional' },
      ),
    ],
  })
}
