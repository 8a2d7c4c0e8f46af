import type { StoredMessage } from '@backscroll/db'
import type { CitedMessage, LaterMessage } from '@backscroll/slack'
import { permalink } from '@backscroll/slack'
import { dateText } from './date-text.ts'

/** Where links lead to and in which zone dates are told. */
export interface Reading {
  teamUrl: string
  timeZone: string
}

/** The address of a stored message. */
export const linkTo = (teamUrl: string, { channelId, ts, threadTs }: StoredMessage): string =>
  permalink({ teamUrl, channelId, ts, threadTs })

/** A stored message as something to be cited, with its author, its channel, its day and its address. */
export const citedMessage = (message: StoredMessage, quote: string, { teamUrl, timeZone }: Reading): CitedMessage => ({
  quote,
  author: message.authorName ?? 'an app',
  channelName: message.channelName ?? message.channelId,
  dateText: dateText(message.ts, timeZone),
  permalink: linkTo(teamUrl, message),
})

/** A message that says otherwise than an earlier one. */
export const laterMessage = (message: StoredMessage, { teamUrl, timeZone }: Reading): LaterMessage => ({
  dateText: dateText(message.ts, timeZone),
  permalink: linkTo(teamUrl, message),
})
