import type { ChannelId, MessageTs } from '@backscroll/core'
import { z } from 'zod'
import { channelField, flag, optionalTs, words } from './fields.ts'
import { chosenValues, type FormValues, formValues } from './form-values.ts'
import { type InteractionOrigin, interactionOrigin } from './interaction-origin.ts'
import { recordOf } from './loose.ts'
import { parseAs } from './parse.ts'

/** A pressed control. What it holds is request data from an old message: look the state up by id, never trust it. */
export interface PressedAction {
  /** Without the number that tells repeated controls of one kind apart. */
  actionId: string
  blockId: string
  /** Of the button, or of the option that was chosen; the first when there are several. */
  value: string
  /** Everything that is chosen now, for a control that takes several. */
  chosen: string[]
}

/** Somebody pressed something in one of our messages, in the app's Home or in a dialog. */
export interface BlockActions extends InteractionOrigin {
  kind: 'block-actions'
  channelId: ChannelId | null
  messageTs: MessageTs | null
  threadTs: MessageTs | null
  /** Only the presser sees the message: it is replaced through `responseUrl`, not by its timestamp. */
  isEphemeral: boolean
  /** Empty in Home and dialogs. */
  responseUrl: string
  actions: PressedAction[]
  /** Of a message or a view with inputs. */
  values: FormValues
  /** What the view was opened with; empty for a message. */
  privateMetadata: string
}

const MAX_VALUE = 3_000
const bounded = words.transform((text) => text.slice(0, MAX_VALUE).toWellFormed())
const actionFields = z.looseObject({ action_id: bounded, block_id: bounded })
const place = z.looseObject({
  channel_id: channelField.nullish(),
  message_ts: optionalTs,
  thread_ts: optionalTs,
  is_ephemeral: flag,
})
const fields = z.looseObject({
  channel: z.preprocess(recordOf, z.looseObject({ id: channelField.nullish() })),
  container: z.preprocess(recordOf, place),
  view: z.preprocess(recordOf, z.looseObject({ private_metadata: bounded, state: z.unknown().optional() })),
  response_url: words,
  actions: z.array(z.looseObject({})).min(1).max(100),
})

/** Reads a press. @throws InvalidInputError */
export function blockActions(payload: unknown): BlockActions {
  const origin = interactionOrigin(payload)
  const { channel, container, view, response_url, actions } = parseAs(fields, payload, 'The interaction')
  return {
    kind: 'block-actions',
    ...origin,
    channelId: channel.id ?? container.channel_id ?? null,
    messageTs: container.message_ts,
    threadTs: container.thread_ts,
    isEphemeral: container.is_ephemeral,
    responseUrl: response_url,
    actions: actions.map(pressedAction),
    values: formValues(recordOf(payload).state ?? view.state),
    privateMetadata: view.private_metadata,
  }
}

function pressedAction(raw: unknown): PressedAction {
  const { action_id, block_id } = parseAs(actionFields, raw, 'The pressed control')
  const chosen = chosenValues(raw)
  return { actionId: action_id.replace(/:\d{1,3}$/, ''), blockId: block_id, value: chosen[0] ?? '', chosen }
}
