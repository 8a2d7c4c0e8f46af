import type { MessageTs } from '@backscroll/core'
import { messageFields } from './message-fields.ts'
import { isOwnPost, type Self } from './own-post.ts'

/** Timestamps of the messages of a page that our own app posted, in the order of the page; entries that are no messages are passed over. */
export function ownReplies(messages: readonly unknown[], self: Self): MessageTs[] {
  return messages.flatMap((raw) => {
    const message = messageFields.safeParse(raw).data
    return message && isOwnPost({ ...message, app_id: message.app_id ?? message.bot_profile }, self) ? [message.ts] : []
  })
}
