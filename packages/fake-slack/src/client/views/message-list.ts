import type { StoredMessage } from '../../world/types.ts'
import { dayText } from '../clock-text.ts'
import { type Html, html } from '../html.ts'
import type { Viewer } from '../viewer.ts'
import { messageItem } from './message.ts'
import type { MessageList } from './shown-list.ts'

const GROUP_SECONDS = 300

const continues = (before: StoredMessage | undefined, message: StoredMessage): boolean =>
  before !== undefined &&
  before.user === message.user &&
  before.botId === message.botId &&
  before.username === message.username &&
  before.onlyFor === message.onlyFor &&
  before.subtype !== 'tombstone' &&
  message.subtype !== 'tombstone' &&
  Number(message.ts) - Number(before.ts) < GROUP_SECONDS

/** Renders messages, oldest first, with a heading for each day and one byline for what an author wrote in a row. */
export const messageList = (viewer: Viewer, messages: readonly StoredMessage[], list: MessageList): Html => {
  let day = ''
  return html`<ol class="message-list">${messages.map((message, index) => {
    const itsDay = dayText(message.ts, list.rendering.timeZone)
    const isNewDay = itsDay !== day
    day = itsDay
    const place = !isNewDay && continues(messages[index - 1], message) ? 'follows' : 'starts'
    return html`${isNewDay && html`<li class="day"><h2>${itsDay}</h2></li>`}${messageItem(viewer, message, list, place)}`
  })}</ol>`
}
