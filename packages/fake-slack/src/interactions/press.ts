import type { Outcome } from '../contract.ts'
import { seenChannel } from '../deeds/access.ts'
import { SlackRefusal } from '../refusal.ts'
import { nowTs, type Stage } from '../stage.ts'
import { wireMessage } from '../wire/message.ts'
import type { ChannelRecord } from '../world/state.ts'
import type { StoredMessage, StoredUser } from '../world/types.ts'
import { postForm } from './post-form.ts'
import { responseUrlOf, ticketFor, triggerIdFor } from './ticket.ts'

type Wire = Record<string, unknown>

interface Press {
  person: StoredUser
  channelId: string
  ts: string
  actionId: string
  value: string | undefined
}

function elementsOf(block: Wire): Wire[] {
  const elements = Array.isArray(block.elements) ? (block.elements as Wire[]) : []
  return typeof block.accessory === 'object' && block.accessory !== null ? [...elements, block.accessory as Wire] : elements
}

function findElement(message: StoredMessage, actionId: string): { block: Wire; element: Wire } {
  for (const block of message.blocks ?? []) {
    const element = elementsOf(block).find((one) => one.action_id === actionId)
    if (element) return { block, element }
  }
  throw new SlackRefusal('action_not_found') // ours: Slack has no such call
}

function feedbackButton(element: Wire, value: string | undefined): Wire {
  const [positive, negative] = [element.positive_button, element.negative_button] as Wire[]
  const chosen = value !== undefined && value === negative?.value ? negative : positive
  return { text: chosen?.text, value: chosen?.value }
}

function actionOf(stage: Stage, press: Press, found: { block: Wire; element: Wire }): Wire {
  const { block, element } = found
  const isFeedback = element.type === 'feedback_buttons'
  const chosen = isFeedback ? feedbackButton(element, press.value) : { text: element.text, value: element.value }
  return {
    action_id: press.actionId,
    block_id: block.block_id,
    ...(chosen.text === undefined ? {} : { text: chosen.text }),
    ...(chosen.value === undefined ? {} : { value: chosen.value }),
    ...(typeof element.style === 'string' ? { style: element.style } : {}),
    type: element.type,
    action_ts: nowTs(stage),
  }
}

function messageFor(record: ChannelRecord, press: Press): StoredMessage {
  const shown = (record.ephemerals.get(press.person.id) ?? []).find((message) => message.ts === press.ts)
  const message = shown ?? record.log.byTs.get(press.ts)
  if (!message) throw new SlackRefusal('message_not_found')
  return message
}

function payloadOf(stage: Stage, press: Press, record: ChannelRecord, message: StoredMessage, appId: string): Wire {
  const { person } = press
  const { channel } = record
  const teamId = stage.state.installations.find((one) => one.botId === message.botId)?.teamId ?? channel.teamId
  const isEphemeral = message.onlyFor !== null
  const occasion = {
    appId,
    teamId,
    channelId: channel.id,
    userId: person.id,
    messageTs: message.ts,
    replyTs: null,
    threadTs: message.threadTs,
  }
  return {
    type: 'block_actions',
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    api_app_id: appId,
    token: 'legacy-verification-token',
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    trigger_id: triggerIdFor(stage),
    team: { id: teamId, domain: stage.state.workspaces.get(teamId)?.domain ?? '' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.isPrivate ? 'privategroup' : channel.name },
    ...(isEphemeral ? {} : { message: wireMessage(stage, record, message) }),
    state: { values: {} },
    response_url: responseUrlOf(stage, ticketFor(stage, occasion)),
    actions: [actionOf(stage, press, findElement(message, press.actionId))],
  }
}

/** Presses a button for a person. The app that wrote the message gets `block_actions`. */
export async function pressButton(stage: Stage, press: Press): Promise<Outcome> {
  const record = seenChannel(stage, press.channelId, press.person.id)
  const message = messageFor(record, press)
  const app = stage.state.apps.get(message.appId ?? '')
  if (!app) throw new SlackRefusal('action_not_found')
  const payload = payloadOf(stage, press, record, message, app.id)
  const answer = await postForm(stage, app, app.interactionsUrl, { payload: JSON.stringify(payload) })
  return answer.error ? { ok: false, error: answer.error } : { ok: true }
}
