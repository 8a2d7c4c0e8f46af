import { channelId, messageTs, SlackRefusedError, SlackUnavailableError, teamId, userId } from '@backscroll/core'
import { describe, expect, test } from 'vitest'
import { json, localSlack } from '../test/local-slack.ts'
import { slackGateway } from './gateway.ts'
import { isRefusal, type Refusal } from './refusal.ts'
import type { SlackGateway } from './slack-gateway.ts'

const at = { channelId: channelId('C1'), ts: messageTs('1700000000.000100') }
const thread = { channelId: at.channelId, threadTs: at.ts }
const recipient = { userId: userId('U1'), teamId: teamId('T0001AAA') }
const view = {
  type: 'modal',
  callback_id: 'ask',
  title: { type: 'plain_text', text: 'Ask', emoji: false },
  close: { type: 'plain_text', text: 'Close', emoji: false },
  blocks: [],
} as const
const gateway = (apiUrl: string) => slackGateway({ token: 'xoxb-test', apiUrl, timeoutMs: 2_000, retries: 3 })

/** Every call that people see something of, with what reaches Slack. */
const CALLS: readonly [string, (slack: SlackGateway) => Promise<unknown>, Record<string, unknown>][] = [
  ['chat.delete', (slack) => slack.deleteMessage(at), { channel: 'C1', ts: at.ts }],
  [
    'assistant.threads.setStatus',
    (slack) => slack.setStatus({ ...thread, status: 'searching', loadingMessages: ['reading', 'checking'] }),
    { channel_id: 'C1', thread_ts: at.ts, status: 'searching', loading_messages: ['reading', 'checking'] },
  ],
  [
    'assistant.threads.setStatus',
    (slack) => slack.setStatus({ ...thread, status: '' }),
    { channel_id: 'C1', thread_ts: at.ts, status: '' },
  ],
  [
    'assistant.threads.setSuggestedPrompts',
    (slack) => slack.setSuggestedPrompts({ channelId: at.channelId, title: 'Try', prompts: Array(5).fill({ title: 'a', message: 'b' }) }),
    { channel_id: 'C1', title: 'Try', prompts: Array(4).fill({ title: 'a', message: 'b' }) },
  ],
  [
    'assistant.threads.setTitle',
    (slack) => slack.setTitle({ ...thread, title: 'Billing' }),
    { channel_id: 'C1', thread_ts: at.ts, title: 'Billing' },
  ],
  [
    'chat.startStream',
    (slack) => slack.startStream({ ...thread, recipient }),
    { channel: 'C1', thread_ts: at.ts, recipient_user_id: 'U1', recipient_team_id: 'T0001AAA' },
  ],
  [
    'chat.appendStream',
    (slack) => slack.appendStream({ ...at, markdown: 'We ship.' }),
    { channel: 'C1', ts: at.ts, markdown_text: 'We ship.' },
  ],
  [
    'chat.stopStream',
    (slack) => slack.stopStream({ ...at, markdown: 'End.', blocks: [{ type: 'divider' }] }),
    { channel: 'C1', ts: at.ts, markdown_text: 'End.', blocks: [{ type: 'divider' }] },
  ],
  ['chat.stopStream', (slack) => slack.stopStream(at), { channel: 'C1', ts: at.ts }],
  [
    'views.publish',
    (slack) => slack.publishHome({ userId: recipient.userId, blocks: [{ type: 'divider' }] }),
    { user_id: 'U1', view: { type: 'home', blocks: [{ type: 'divider' }] } },
  ],
  ['conversations.join', (slack) => slack.join(at.channelId), { channel: 'C1' }],
  ['views.open', (slack) => slack.openView({ triggerId: '1.2', view }), { trigger_id: '1.2', view }],
]

/** Lists and objects travel as JSON inside of the form. */
const sent = (body: string | undefined) =>
  Object.fromEntries([...new URLSearchParams(body)].map(([name, value]) => [name, /^[[{]/.test(value) ? JSON.parse(value) : value]))

describe('what is sent', () => {
  test.each(CALLS)('%s', async (method, call, expected) => {
    await using slack = await localSlack(json({ ok: true, channel: 'C1', ts: at.ts }))
    await call(gateway(slack.apiUrl))
    expect(slack.seen.map(({ path, token }) => [path, token])).toEqual([[`/api/${method}`, 'Bearer xoxb-test']])
    expect(sent(slack.seen[0]?.body)).toEqual(expected)
  })

  test('a stream is known by its timestamp', async () => {
    await using slack = await localSlack(json({ ok: true, channel: 'C1', ts: '1700000001.000200' }))
    expect(await gateway(slack.apiUrl).startStream({ ...thread, recipient })).toEqual({ ts: '1700000001.000200' })
  })
})

test.each(CALLS)('%s is sent once, whatever happens', async (_method, call) => {
  await using slack = await localSlack(json('oops', 503))
  await expect(call(gateway(slack.apiUrl))).rejects.toThrow(SlackUnavailableError)
  expect(slack.seen).toHaveLength(1)
})

const REFUSALS: Refusal[] = [
  'msg_too_long',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'message_not_in_streaming_state',
  'stopped_by_user',
  'expired_trigger_id',
  'missing_scope',
]

test.each(REFUSALS)('%s can be told apart', async (reason) => {
  await using slack = await localSlack(json({ ok: false, error: reason }))
  const error: unknown = await gateway(slack.apiUrl)
    .appendStream({ ...at, markdown: 'x' })
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(SlackRefusedError)
  expect(REFUSALS.filter((candidate) => isRefusal(error, candidate))).toEqual([reason])
})
