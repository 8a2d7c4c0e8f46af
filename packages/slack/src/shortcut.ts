import type { ChannelId, MessageTs } from '@backscroll/core'
import { z } from 'zod'
import { channelField, optionalTs, tsField, words } from './fields.ts'
import { type InteractionOrigin, interactionOrigin } from './interaction-origin.ts'
import { parseAs } from './parse.ts'

/** Somebody chose one of our entries in the menu of a message. Its text is not taken from here. */
export interface MessageAction extends InteractionOrigin {
  kind: 'message-action'
  callbackId: string
  channelId: ChannelId
  messageTs: MessageTs
  /** Null for a message that is no reply and has none. */
  threadTs: MessageTs | null
  /** Answers to the person alone, also where the app is no member. */
  responseUrl: string
}

/** Somebody chose one of our entries in Slack's own menu. */
export interface GlobalShortcut extends InteractionOrigin {
  kind: 'shortcut'
  callbackId: string
}

const callback = words.transform((text) => text.slice(0, 255).toWellFormed())
const globalFields = z.looseObject({ callback_id: callback })
const messageFields = z.looseObject({
  callback_id: callback,
  channel: z.looseObject({ id: channelField }),
  message_ts: tsField.optional(),
  message: z.looseObject({ ts: tsField.optional(), thread_ts: optionalTs }),
  response_url: words,
})

/** Reads `shortcut`. @throws InvalidInputError */
export const globalShortcut = (payload: unknown): GlobalShortcut => ({
  kind: 'shortcut',
  ...interactionOrigin(payload),
  callbackId: parseAs(globalFields, payload, 'The shortcut').callback_id,
})

/** Reads `message_action`. @throws InvalidInputError */
export function messageAction(payload: unknown): MessageAction {
  const origin = interactionOrigin(payload)
  const read = parseAs(messageFields, payload, 'The shortcut')
  return {
    kind: 'message-action',
    ...origin,
    callbackId: read.callback_id,
    channelId: read.channel.id,
    messageTs: parseAs(tsField, read.message_ts ?? read.message.ts, 'The message of the shortcut'),
    threadTs: read.message.thread_ts,
    responseUrl: read.response_url,
  }
}
