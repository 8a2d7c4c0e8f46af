import type { FIELDS } from '../action-ids.ts'
import type { ModalView } from '../view.ts'

/** What the reply to a submission does with the dialog; an empty reply closes it. */
export type SubmissionReply =
  | { response_action: 'errors'; errors: Readonly<Record<string, string>> }
  | { response_action: 'update'; view: ModalView }

/** Keeps the dialog open and says at its fields what is wrong, in plain words. */
export const fieldErrors = (errors: Partial<Record<(typeof FIELDS)[keyof typeof FIELDS], string>>): SubmissionReply => ({
  response_action: 'errors',
  errors,
})

/** Shows another dialog in its place. */
export const nextDialog = (view: ModalView): SubmissionReply => ({ response_action: 'update', view })
