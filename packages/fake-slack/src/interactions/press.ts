import type { Outcome } from '../contract.ts'
import { seenChannel } from '../deeds/access.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { type Control, controlNamed } from '../wire/controls.ts'
import { type Given, valueGiven, valuesOf, withValue } from '../wire/input-values.ts'
import { wireMessage } from '../wire/message.ts'
import type { ChannelRecord } from '../world/state.ts'
import type { InputValues } from '../world/surfaces.ts'
import type { StoredMessage, StoredUser } from '../world/types.ts'
import { actionOf } from './action.ts'
import { personField, placeField, teamFields } from './occasion.ts'
import { postForm } from './post-form.ts'
import { responseUrlOf, ticketFor, triggerIdFor } from './ticket.ts'

type Wire = Record<string, unknown>

interface Use {
  person: StoredUser
  channelId: string
  ts: string
  actionId: string
  given: Given
}

interface Used extends Use {
  record: ChannelRecord
  message: StoredMessage
  control: Control
  /** After the use. */
  values: InputValues
}

/** Where the values of one person in one message are kept. */
export const inputKey = (userId: string, ts: string): string => `${userId} ${ts}`

function messageFor(record: ChannelRecord, { person, ts }: Use): StoredMessage {
  const shown = (record.ephemerals.get(person.id) ?? []).find((message) => message.ts === ts)
  const message = shown ?? record.log.byTs.get(ts)
  if (!message) throw new SlackRefusal('message_not_found')
  return message
}

/** Puts what was given into its input and keeps it for this person. */
function useControl(stage: Stage, use: Use): Used {
  const record = seenChannel(stage, use.channelId, use.person.id)
  const message = messageFor(record, use)
  const control = controlNamed(message.blocks, use.actionId, use.given)
  if (!control) throw new SlackRefusal('action_not_found') // ours: Slack has no such call
  const key = inputKey(use.person.id, use.ts)
  const before = valuesOf(message.blocks, record.inputs.get(key))
  const value = valueGiven(control.element, use.given)
  const values = value ? withValue(before, control, value) : before
  if (value) record.inputs.set(key, values)
  return { ...use, record, message, control, values }
}

function payloadOf(stage: Stage, { person, record, message, control, given, values }: Used, appId: string): Wire {
  const { channel } = record
  const teamId = stage.state.installations.find((one) => one.botId === message.botId)?.teamId ?? channel.teamId
  const isEphemeral = message.onlyFor !== null
  const place = { appId, teamId, userId: person.id }
  const ticket = ticketFor(stage, { ...place, channelId: channel.id, messageTs: message.ts, replyTs: null, threadTs: message.threadTs })
  return {
    type: 'block_actions',
    user: personField(person),
    api_app_id: appId,
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    trigger_id: triggerIdFor(stage, { ...place, viewId: null }),
    ...teamFields(stage, place),
    channel: placeField(record),
    ...(isEphemeral ? {} : { message: wireMessage(stage, record, message) }),
    state: { values },
    response_url: responseUrlOf(stage, ticket),
    actions: [actionOf(stage, control, given, valueGiven(control.element, given))],
  }
}

function markFeedback(stage: Stage, { person, record, ts, actionId, control, given }: Used): void {
  if (control.element.type !== 'feedback_buttons') return
  const key = inputKey(person.id, ts)
  const positive = (control.element.positive_button as Wire | undefined)?.value
  record.feedback.set(key, { ...record.feedback.get(key), [actionId]: typeof given === 'string' ? given : String(positive) })
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind: 'view' })
}

/** Presses a button or chooses in a menu of a message for a person. The app that wrote the message gets `block_actions`. */
export async function pressInMessage(stage: Stage, use: Use): Promise<Outcome> {
  const used = useControl(stage, use)
  const app = stage.state.apps.get(used.message.appId ?? '')
  if (!app) throw new SlackRefusal('action_not_found')
  if (!used.control.tells) return { ok: true }
  const payload = payloadOf(stage, used, app.id)
  const answer = await postForm(stage, app, app.interactionsUrl, { payload: JSON.stringify(payload) })
  if (answer.error) return { ok: false, error: answer.error }
  markFeedback(stage, used)
  return { ok: true }
}

/** Puts something into an input of a message without telling the app: it is in `state` of the next press. */
export function fillInMessage(stage: Stage, use: Use): void {
  useControl(stage, use)
}
