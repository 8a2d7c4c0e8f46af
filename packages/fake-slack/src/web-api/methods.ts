import { assistantMethods } from './assistant.ts'
import { authMethods } from './auth.ts'
import { chatMethods } from './chat.ts'
import { conversationMethods } from './conversations.ts'
import { historyMethods } from './history.ts'
import type { Methods } from './method.ts'
import { peopleMethods } from './people.ts'
import { reactionMethods } from './reactions.ts'
import { streamingMethods } from './streaming.ts'
import { viewMethods } from './views.ts'

/** Every method that takes a bot token. */
export const METHODS: Methods = {
  ...assistantMethods,
  ...authMethods,
  ...chatMethods,
  ...conversationMethods,
  ...historyMethods,
  ...peopleMethods,
  ...reactionMethods,
  ...streamingMethods,
  ...viewMethods,
}
