import { z } from 'zod'
import type { SlackCall } from './slack-call.ts'
import type { SlackGateway } from './slack-gateway.ts'

type Views = Pick<SlackGateway, 'publishHome' | 'openView' | 'join'>

/** The methods of what is shown outside of messages, and of coming into a channel. */
export function gatewayViews(call: SlackCall): Views {
  return {
    async publishHome({ userId, blocks }) {
      await call('views.publish', { user_id: userId, view: { type: 'home', blocks } }, z.unknown())
    },
    async openView({ triggerId, view }) {
      await call('views.open', { trigger_id: triggerId, view }, z.unknown())
    },
    async join(channelId) {
      await call('conversations.join', { channel: channelId }, z.unknown())
    },
  }
}
