import type { MessageTs } from '@backscroll/core'
import { textOf } from './loose.ts'
import { messageFields } from './message-fields.ts'
import { isOwnPost, type Self } from './own-post.ts'

/** Timestamps of the messages of a page that our own app posted, in the order of the page; entries that are no messages are passed over. */
export const ownReplies = (messages: readonly unknown[], self: Self): MessageTs[] => ownPosts(messages, self).map(({ ts }) => ts)

/** The newest message of a page that our own app posted and that begins so, in mrkdwn; null when there is none. */
export const ownPostBeginning = (messages: readonly unknown[], self: Self, beginning: string): MessageTs | null =>
  ownPosts(messages, self).find(({ text }) => textOf(text).startsWith(beginning))?.ts ?? null

const ownPosts = (messages: readonly unknown[], self: Self) =>
  messages.flatMap((raw) => {
    const message = messageFields.safeParse(raw).data
    return message && isOwnPost({ ...message, app_id: message.app_id ?? message.bot_profile }, self) ? [message] : []
  })
