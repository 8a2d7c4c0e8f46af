import { z } from 'zod'
import { viewedIn } from './app-context.ts'
import type { Delivery } from './delivery.ts'
import { channelField, flag, optionalId, optionalTs, optionalUser, tsField, words } from './fields.ts'
import { messageText } from './message-text.ts'
import { isOwnPost } from './own-post.ts'
import { parseAs } from './parse.ts'
import { type AskedMessage, type IgnoredEvent, ignored, type SlackEvent } from './slack-event.ts'

const askedFields = z.looseObject({
  channel: channelField,
  ts: tsField,
  thread_ts: optionalTs,
  user: optionalUser,
  bot_id: optionalId,
  app_id: optionalId,
  subtype: words,
  hidden: flag,
  text: words,
})
/** Subtypes in which a person still says something. */
const SPOKEN: readonly string[] = ['', 'file_share', 'thread_broadcast', 'me_message']

/** Reads a message that a person wrote to the app in private; everything else in a direct conversation is ignored. */
export function askedInDirectMessage(delivery: Delivery): SlackEvent | IgnoredEvent {
  const asked = askedOf(delivery, 'direct-message')
  return 'kind' in asked ? asked : { kind: 'direct-message', ...asked }
}

/** Reads an `app_mention`; mentions by bots are ignored so that two bots cannot talk in circles. */
export function mentionEvent(delivery: Delivery): SlackEvent | IgnoredEvent {
  const asked = askedOf(delivery, 'mention')
  return 'kind' in asked ? asked : { kind: 'mention', ...asked }
}

function askedOf({ event, self }: Delivery, where: string): AskedMessage | IgnoredEvent {
  if (!SPOKEN.includes(typeof event.subtype === 'string' ? event.subtype : '')) return ignored(`${where}:notice`)
  const asked = parseAs(askedFields, event, 'The message')
  if (isOwnPost(asked, self)) return ignored('own-post')
  if (asked.hidden) return ignored('hidden')
  if (asked.user === null || asked.bot_id !== null || asked.user.startsWith('USLACK')) return ignored(`${where}:by-bot`)
  const viewed = viewedIn(event.app_context)
  return {
    channelId: asked.channel,
    ts: asked.ts,
    threadTs: asked.thread_ts,
    userId: asked.user,
    text: asked.text || messageText(event).mrkdwn,
    ...(viewed.length > 0 && { viewed }),
  }
}
