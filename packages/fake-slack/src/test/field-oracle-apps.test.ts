import { describe, expect, test, vi } from 'vitest'
import { app } from './acme.ts'
import { startBolt } from './bolt-app.ts'
import { eventSample, hasSamples, strangers } from './field-oracle.ts'
import { startReceiver } from './receiver.ts'

/** What Slack's client adds to an answer is not Slack's. */
function fieldsOf(answer: object): Record<string, unknown> {
  const { response_metadata: _added, ...fields } = answer as { response_metadata?: unknown }
  return fields
}

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const options = ['a', 'b'].map((value) => ({ text: plain(value), value }))
const modal = (title: string) => ({
  type: 'modal' as const,
  callback_id: 'form',
  title: plain(title),
  submit: plain('Send'),
  close: plain('Close'),
  notify_on_close: true,
  blocks: [
    { type: 'input' as const, block_id: 'b', label: plain('Text'), element: { type: 'plain_text_input' as const, action_id: 'text' } },
    {
      type: 'section' as const,
      text: plain('Pick'),
      accessory: { type: 'static_select' as const, action_id: 'pick', options, placeholder: plain('Pick one') },
    },
    { type: 'actions' as const, elements: [{ type: 'button' as const, action_id: 'push', text: plain('Push') }] },
  ],
})

/** A receiver of interactions in the place of Bolt, for the bytes as they are sent. */
async function startOracle() {
  const world = await startBolt(() => {})
  const { slack } = world
  const receiver = await startReceiver({ secret: app.signingSecret, nowMs: () => slack.clock.nowMs() })
  slack.updateApp(app.id, { eventsUrl: receiver.url, interactionsUrl: receiver.url })
  const payloads = () =>
    receiver.received.flatMap(({ body }) => {
      const payload = new URLSearchParams(body).get('payload')
      return payload === null ? [] : [JSON.parse(payload) as Record<string, unknown>]
    })
  const triggerId = () => String(payloads().at(-1)?.trigger_id)
  return { ...world, receiver, payloads, triggerId }
}

const APP_BACKEND: Readonly<Record<string, string>> = {
  block_actions: 'interactive-components/BlockActionPayload',
  message_action: 'interactive-components/MessageShortcutPayload',
  shortcut: 'interactive-components/GlobalShortcutPayload',
  view_submission: 'views/ViewSubmissionPayload',
  view_closed: 'views/ViewClosedPayload',
}

describe('every field exists in a sample of Slack’s with the same type', () => {
  test.skipIf(!hasSamples)('in views and in what people do with them (skipped when slack-samples are absent)', async () => {
    const { ada, client, installed, payloads, triggerId } = await startOracle()
    const { ts } = ada.post('C0DEV', 'root')
    await ada.shortcut('C0DEV', ts, 'summarize_thread')
    await ada.globalShortcut('ask')
    const opened = await client.views.open({ trigger_id: triggerId(), view: modal('First') })
    await ada.pressInView('pick', 'b')
    await ada.pressInView('push')
    const pushed = await client.views.push({ trigger_id: triggerId(), view: modal('Second') })
    const updated = await client.views.update({ view_id: pushed.view?.id ?? '', view: modal('Third') })
    await ada.submit({ text: 'typed' })
    await ada.closeView()
    const { notify_on_close: _notify, title: _title, submit: _submit, close: _close, ...home } = modal('')
    await client.views.publish({ user_id: 'U0ADA', view: { ...home, type: 'home' } })
    await ada.pressInHome(installed.botUserId, 'pick', 'a')
    const kinds = new Set(payloads().map(({ type }) => String(type)))
    expect([...kinds].sort()).toEqual(['block_actions', 'message_action', 'shortcut', 'view_closed', 'view_submission'])
    const strange = payloads().flatMap((payload) => strangers(`app-backend/${APP_BACKEND[String(payload.type)]}`, payload))
    expect([...new Set(strange)]).toEqual([])
    const answers = { open: opened, push: pushed, update: updated }
    expect(Object.entries(answers).flatMap(([name, answer]) => strangers(`api/views.${name}`, fieldsOf(answer)))).toEqual([])
  })

  test.skipIf(!hasSamples)('in menus of messages (skipped when slack-samples are absent)', async () => {
    const { ada, client, payloads } = await startOracle()
    const elements = [
      { type: 'static_select' as const, action_id: 'one', options },
      { type: 'multi_static_select' as const, action_id: 'many', options },
      { type: 'checkboxes' as const, action_id: 'boxes', options },
      { type: 'overflow' as const, action_id: 'more', options },
      { type: 'users_select' as const, action_id: 'who' },
    ]
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0DEV', text: 'x', blocks: [{ type: 'actions', elements }] })
    for (const [actionId, value] of Object.entries({ one: 'a', many: ['a'], boxes: ['b'], more: 'b', who: 'U0BOB' })) {
      await ada.press('C0DEV', ts, actionId, value)
    }
    const strange = payloads().flatMap((payload) => strangers(`app-backend/${APP_BACKEND.block_actions}`, payload))
    expect([...new Set(strange)]).toEqual([])
  })

  test.skipIf(!hasSamples)('in streams and on the agent surface (skipped when slack-samples are absent)', async () => {
    const { slack, ada, client, installed, receiver } = await startOracle()
    const dm = ada.openMessagesTab(installed.botUserId).id
    ada.lookAt(installed.botUserId, 'C0DEV')
    const { ts } = ada.post(dm, 'a question')
    const thread = { channel_id: dm, thread_ts: ts }
    const started = await client.chat.startStream({ channel: dm, thread_ts: ts, markdown_text: 'one' })
    const at = { channel: dm, ts: started.ts ?? '' }
    const appended = await client.chat.appendStream({ ...at, markdown_text: ' two' })
    const stopped = await client.chat.stopStream(at)
    const replies = await client.conversations.replies({ channel: dm, ts })
    const prompts = [{ title: 't', message: 'm' }]
    const answers = {
      'chat.startStream': started,
      'chat.appendStream': appended,
      'chat.stopStream': stopped,
      'conversations.replies': replies,
      'assistant.threads.setSuggestedPrompts': await client.assistant.threads.setSuggestedPrompts({ ...thread, prompts }),
      'assistant.threads.setTitle': await client.assistant.threads.setTitle({ ...thread, title: 'x' }),
    }
    expect(Object.entries(answers).flatMap(([name, answer]) => strangers(`api/${name}`, fieldsOf(answer)))).toEqual([])
    await slack.events.idle()
    const envelopes = () => receiver.received.map(({ body }) => JSON.parse(body) as { event: { type: string; subtype?: string } })
    await vi.waitFor(() => expect(envelopes()).toHaveLength(5))
    expect([...new Set(envelopes().flatMap((envelope) => strangers(eventSample(envelope.event), envelope)))]).toEqual([])
  })
})
