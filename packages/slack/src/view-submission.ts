import { z } from 'zod'
import { words } from './fields.ts'
import { type FormValues, formValues } from './form-values.ts'
import { type InteractionOrigin, interactionOrigin } from './interaction-origin.ts'
import { parseAs } from './parse.ts'

/** Somebody sent off a dialog of ours. Everything in it is request data. */
export interface ViewSubmission extends InteractionOrigin {
  kind: 'view-submission'
  /** Which dialog it is. */
  callbackId: string
  /** What the dialog was opened with. */
  privateMetadata: string
  values: FormValues
}

const bounded = (max: number) => words.transform((text) => text.slice(0, max).toWellFormed())
const fields = z.looseObject({
  view: z.looseObject({ callback_id: bounded(255), private_metadata: bounded(3_000), state: z.unknown().optional() }),
})

/** Reads a dialog that was sent off. @throws InvalidInputError */
export function viewSubmission(payload: unknown): ViewSubmission {
  const origin = interactionOrigin(payload)
  const { view } = parseAs(fields, payload, 'The dialog')
  return {
    kind: 'view-submission',
    ...origin,
    callbackId: view.callback_id,
    privateMetadata: view.private_metadata,
    values: formValues(view.state),
  }
}
