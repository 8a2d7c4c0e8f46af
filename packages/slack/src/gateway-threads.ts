import { z } from 'zod'
import { tsField } from './fields.ts'
import type { SlackCall } from './slack-call.ts'
import type { SlackGateway } from './slack-gateway.ts'

const started = z.looseObject({ ts: tsField })
/** Slack shows no more. */
const MAX_PROMPTS = 4

type Threads = Pick<SlackGateway, 'setStatus' | 'setSuggestedPrompts' | 'setTitle' | 'startStream' | 'appendStream' | 'stopStream'>

/** The methods of an answer in the making: what a thread says while one waits, and messages that grow. */
export function gatewayThreads(call: SlackCall): Threads {
  return {
    async setStatus({ channelId, threadTs, status, loadingMessages = [] }) {
      const lines = loadingMessages.length > 0 ? { loading_messages: loadingMessages } : {}
      await call('assistant.threads.setStatus', { channel_id: channelId, thread_ts: threadTs, status, ...lines }, z.unknown())
    },
    async setSuggestedPrompts({ channelId, threadTs, title, prompts }) {
      const args = {
        channel_id: channelId,
        ...(threadTs && { thread_ts: threadTs }),
        ...(title && { title }),
        prompts: prompts.slice(0, MAX_PROMPTS),
      }
      await call('assistant.threads.setSuggestedPrompts', args, z.unknown())
    },
    async setTitle({ channelId, threadTs, title }) {
      await call('assistant.threads.setTitle', { channel_id: channelId, thread_ts: threadTs, title }, z.unknown())
    },
    async startStream({ channelId, threadTs, recipient }) {
      const args = {
        channel: channelId,
        thread_ts: threadTs,
        recipient_user_id: recipient.userId,
        recipient_team_id: recipient.teamId,
      }
      return { ts: (await call('chat.startStream', args, started)).ts }
    },
    async appendStream({ channelId, ts, markdown }) {
      await call('chat.appendStream', { channel: channelId, ts, markdown_text: markdown }, z.unknown())
    },
    async stopStream({ channelId, ts, markdown, blocks }) {
      const rest = { ...(markdown && { markdown_text: markdown }), ...(blocks && { blocks }) }
      await call('chat.stopStream', { channel: channelId, ts, ...rest }, z.unknown())
    },
  }
}
