import { z } from 'zod'
import { channelField, tsField } from './fields.ts'
import type { SlackCall } from './slack-call.ts'
import type { OutgoingMessage, SlackGateway } from './slack-gateway.ts'

const posted = z.looseObject({ channel: channelField, ts: tsField })
const opened = z.looseObject({ channel: z.looseObject({ id: channelField }) })

type Posts = Pick<SlackGateway, 'postMessage' | 'updateMessage' | 'postEphemeral' | 'openDm' | 'deleteMessage'>

/** The methods that people see. Links are never unfolded: an answer shows what it cites and nothing else. */
export function gatewayPosts(call: SlackCall): Posts {
  return {
    async postMessage({ channelId, threadTs, ...message }) {
      const args = {
        channel: channelId,
        ...(threadTs && { thread_ts: threadTs }),
        ...bodyOf(message),
        unfurl_links: false,
        unfurl_media: false,
      }
      const { channel, ts } = await call('chat.postMessage', args, posted)
      return { channelId: channel, ts }
    },
    async updateMessage({ channelId, ts, ...message }) {
      await call('chat.update', { channel: channelId, ts, ...bodyOf(message) }, z.unknown())
    },
    async postEphemeral({ channelId, userId, threadTs, ...message }) {
      const args = { channel: channelId, user: userId, ...(threadTs && { thread_ts: threadTs }), ...bodyOf(message) }
      await call('chat.postEphemeral', args, z.unknown())
    },
    async deleteMessage({ channelId, ts }) {
      await call('chat.delete', { channel: channelId, ts }, z.unknown())
    },
    async openDm(userId) {
      return (await call('conversations.open', { users: userId }, opened)).channel.id
    },
  }
}

const bodyOf = ({ text, blocks }: OutgoingMessage) => ({ text, ...(blocks && { blocks }) })
