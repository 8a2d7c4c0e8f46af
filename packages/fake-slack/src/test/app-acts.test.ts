import { expect, test } from 'vitest'
import { app } from './acme.ts'
import { startBolt } from './bolt-app.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })

test('what people do with apps can be done over the control API, and what apps show can be read there', async () => {
  const { slack, client, installed, ada } = await startBolt((bolt) => {
    bolt.shortcut('ask', async ({ ack, shortcut, client: web }) => {
      const element = { type: 'plain_text_input' as const, action_id: 'text' }
      const blocks = [{ type: 'input' as const, block_id: 'b', label: plain('Text'), element }]
      const view = { type: 'modal' as const, callback_id: 'form', title: plain('Form'), submit: plain('Send'), blocks }
      await web.views.open({ trigger_id: shortcut.trigger_id, view })
      await ack()
    })
    bolt.shortcut('summarize_thread', async ({ ack }) => ack())
    bolt.view('form', async ({ ack }) => ack())
    bolt.action(/.*/, async ({ ack }) => ack())
  })
  const call = async (verb: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${slack.controlUrl}/_control/${verb}`, { method: 'POST', headers, body: JSON.stringify(body) })
    const { result, error } = (await answer.json()) as { result?: unknown; error?: string }
    return result ?? error
  }
  const act = (verb: string, args: object = {}) => call('act', { team: 'T0ACME', as: 'U0ADA', act: { verb, ...args } })

  expect(await act('globalShortcut', { callbackId: 'ask' })).toEqual({ ok: true })
  expect(await act('view')).toMatchObject({ open: { view: { callback_id: 'form' }, errors: {}, trouble: null } })
  expect(await act('submit')).toMatchObject({ ok: false, errors: { b: expect.any(String) } })
  expect(await act('submit', { values: { text: 'typed' } })).toEqual({ ok: true })
  expect(await act('view')).toEqual({ open: null })
  await act('globalShortcut', { callbackId: 'ask' })
  await act('closeView', { reach: 'all' })
  expect(await act('closeView')).toBe('view_not_open')

  const dm = ((await act('openMessagesTab', { user: installed.botUserId })) as { id: string }).id
  expect(await act('lookAt', { user: installed.botUserId, channel: 'C0DEV' })).toEqual({})
  expect(await act('prompts', { channel: dm })).toEqual(app.agentView?.suggestedPrompts)
  const asked = ada.post(dm, 'a question').ts
  expect(await act('shortcut', { channel: dm, ts: asked, callbackId: 'summarize_thread' })).toEqual({ ok: true })
  await client.assistant.threads.setTitle({ channel_id: dm, thread_ts: asked, title: 'Title' })
  await client.assistant.threads.setStatus({ channel_id: dm, thread_ts: asked, status: 'thinks', loading_messages: ['one'] })
  expect(await call('thread', { channel: dm, threadTs: asked })).toMatchObject({
    title: 'Title',
    status: { status: 'thinks', loadingMessages: ['one'] },
    prompts: null,
  })

  const { ts = '' } = await client.chat.startStream({ channel: dm, thread_ts: asked, markdown_text: 'begun' })
  expect(await call('streams', { channel: dm })).toMatchObject({ streams: [{ ts, state: 'in_progress' }] })
  expect(await act('stopStream', { channel: dm, ts })).toEqual({})
  expect(await call('streams', { channel: dm })).toMatchObject({ streams: [{ state: 'completed', stoppedBy: 'U0ADA' }] })
  const { ts: second = '' } = await client.chat.startStream({ channel: dm, thread_ts: asked })
  await call('happen', { verb: 'expireStream', channel: dm, ts: second })
  expect(slack.world.stream(dm, second)?.state).toBe('errored')

  const options = ['a', 'b'].map((value) => ({ text: plain(value), value }))
  const section = { type: 'section' as const, text: plain('x'), accessory: { type: 'static_select' as const, action_id: 'pick', options } }
  await client.views.publish({ user_id: 'U0ADA', view: { type: 'home', blocks: [section] } })
  expect(await act('pressInHome', { user: installed.botUserId, actionId: 'pick', value: 'b' })).toEqual({ ok: true })
  expect(await call('home', { app: app.id, user: 'U0ADA' })).toMatchObject({ view: { type: 'home' } })
  const posted = await client.chat.postMessage({ channel: dm, text: 'x', blocks: [section] })
  expect(await act('press', { channel: dm, ts: posted.ts, actionId: 'pick', value: 'a' })).toEqual({ ok: true })
  expect(await act('fill', { channel: dm, ts: posted.ts, actionId: 'pick', value: 'b' })).toEqual({})
  expect(await call('app', { id: app.id, patch: { homeTab: 'off', shortcuts: [] } })).toEqual({})
  expect(await act('globalShortcut', { callbackId: 'ask' })).toBe('shortcut_not_found')
})
