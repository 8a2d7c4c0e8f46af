import { describe, expect, test, vi } from 'vitest'
import { acme, app, startAcme } from './acme.ts'
import { startBolt } from './bolt-app.ts'
import { startReceiver } from './receiver.ts'

const texts = (messages: readonly { text: string }[]) => messages.map((message) => message.text)
const button = (actionId: string, value: string) => ({
  type: 'actions' as const,
  elements: [{ type: 'button' as const, action_id: actionId, text: { type: 'plain_text' as const, text: 'Yes' }, value }],
})

describe('slash commands through Bolt', () => {
  test('an immediate answer and later ones are seen by the asker only', async () => {
    const { ada, bob } = await startBolt((bolt) => {
      bolt.command('/ask', async ({ ack, command, respond }) => {
        await ack(`looking for ${command.text}`)
        await respond({ text: `found for <@${command.user_id}>` })
      })
    })
    expect(await ada.slash('C0DEV', '/ask', 'what did @bob say in #dev & why?')).toEqual({ ok: true })
    await vi.waitFor(() => expect(ada.ephemerals('C0DEV')).toHaveLength(2))
    const seen = texts(ada.ephemerals('C0DEV'))
    expect(seen).toContain('looking for what did <@U0BOB|bob> say in <#C0DEV|dev> &amp; why?')
    expect(seen).toContain('found for <@U0ADA>')
    expect(bob.ephemerals('C0DEV')).toEqual([])
    expect(texts(bob.history('C0DEV'))).not.toContain('found for <@U0ADA>')
  })

  test('an in_channel answer is a message of the app for everybody', async () => {
    const { ada, bob } = await startBolt((bolt) => {
      bolt.command('/ask', async ({ ack }) => ack({ response_type: 'in_channel', text: 'for all' }))
    })
    await ada.slash('C0DEV', '/ask', 'x')
    expect(bob.history('C0DEV').at(-1)).toMatchObject({ text: 'for all', appId: app.id })
  })

  test('a mention is answered in its thread through the Web API', async () => {
    const { slack, ada, installed } = await startBolt((bolt) => {
      bolt.event('app_mention', async ({ event, client }) => {
        await client.chat.postMessage({ channel: event.channel, thread_ts: event.ts, text: 'here I am' })
      })
    })
    const { ts } = ada.post('C0DEV', `<@${installed.botUserId}> hello`)
    await slack.events.idle()
    await vi.waitFor(() => expect(texts(ada.thread('C0DEV', ts))).toContain('here I am'))
    expect(texts(ada.thread('C0DEV', ts))).toEqual([`<@${installed.botUserId}> hello`, 'here I am'])
  })

  test('an unknown command, a failing one and a silent one give Slack’s own error line', async () => {
    const { slack, ada } = await startBolt((bolt) => {
      bolt.command('/ask', () => Promise.resolve())
    })
    expect(await ada.slash('C0DEV', '/nope', '')).toEqual({ ok: false, error: 'invalid_command' })
    const receiver = await startReceiver({
      secret: app.signingSecret,
      nowMs: () => slack.clock.nowMs(),
      answer: (response, _received, index) => {
        response.statusCode = 500
        if (index === 0) response.end()
      },
    })
    slack.updateApp(app.id, { commandsUrl: receiver.url })
    expect(await ada.slash('C0DEV', '/ask', 'x')).toEqual({ ok: false, error: 'dispatch_failed' })
    const silent = ada.slash('C0DEV', '/ask', 'y')
    await vi.waitFor(() => expect(receiver.received).toHaveLength(2))
    await slack.testClock.advance(3000)
    expect(await silent).toEqual({ ok: false, error: 'operation_timeout' })
    expect(texts(ada.ephemerals('C0DEV'))).toEqual([
      '`/nope` is not a valid command.',
      '/ask failed with the error "dispatch_failed"',
      '/ask failed with the error "operation_timeout"',
    ])
    expect(receiver.received.every((one) => one.isGenuine)).toBe(true)
    expect(new URLSearchParams(receiver.received[1]?.body)).toMatchObject({ size: 13 })
  })
})

describe('response_url', () => {
  async function urlOf() {
    const slack = await startAcme({ apps: [{ ...app, autoJoinPublic: true }] })
    slack.installDirectly(app.id, acme.id, 'U0ADA')
    const receiver = await startReceiver({ secret: app.signingSecret, nowMs: () => slack.clock.nowMs() })
    slack.updateApp(app.id, { commandsUrl: receiver.url })
    const ada = slack.as(acme.id, 'U0ADA')
    await ada.slash('C0DEV', '/ask', 'x')
    const url = new URLSearchParams(receiver.received[0]?.body).get('response_url') ?? ''
    const use = async (body: object) => {
      const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
      return { status: answer.status, text: await answer.text() }
    }
    return { slack, ada, use, url }
  }

  test('works five times', async () => {
    const { ada, use } = await urlOf()
    for (let index = 0; index < 5; index += 1) expect(await use({ text: `n${index}` })).toEqual({ status: 200, text: 'ok' })
    expect(await use({ text: 'n6' })).toMatchObject({ status: 404, text: expect.stringContaining('used_url') })
    expect(ada.ephemerals('C0DEV')).toHaveLength(5)
  })

  test('replaces the waiting line of a slash command when it asks for that', async () => {
    const { ada, use } = await urlOf()
    await use({ text: 'searching' })
    await use({ text: 'found', replace_original: true })
    expect(ada.ephemerals('C0DEV').map((message) => message.text)).toEqual(['found'])
    await use({ text: 'one more thing' })
    expect(ada.ephemerals('C0DEV')).toHaveLength(2)
  })

  test('works for thirty minutes', async () => {
    const { slack, use } = await urlOf()
    await slack.testClock.advance(30 * 60_000 - 1)
    expect(await use({ text: 'in time' })).toMatchObject({ status: 200 })
    await slack.testClock.advance(1)
    expect(await use({ text: 'late' })).toMatchObject({ status: 404, text: expect.stringContaining('expired_url') })
  })

  test('empty and broken answers are refused and cost no use', async () => {
    const { use, url, ada } = await urlOf()
    expect(await use({})).toEqual({ status: 400, text: 'no_text' })
    const broken = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' })
    expect(broken.status).toBe(400)
    for (let index = 0; index < 5; index += 1) expect(await use({ text: 'x' })).toMatchObject({ status: 200 })
    expect(ada.ephemerals('C0DEV')).toHaveLength(5)
  })
})

describe('buttons through Bolt', () => {
  test('a press on a message reaches its app, which replaces the message', async () => {
    const pressed: unknown[] = []
    const { ada, bob } = await startBolt((bolt) => {
      bolt.command('/ask', async ({ ack }) => ack({ response_type: 'in_channel', text: 'sure?', blocks: [button('confirm', 'v1')] }))
      bolt.action('confirm', async ({ ack, action, body, respond }) => {
        await ack()
        pressed.push(action, body.user, body.channel)
        await respond({ replace_original: true, text: 'done' })
      })
    })
    await ada.slash('C0DEV', '/ask', 'x')
    const message = bob.history('C0DEV').at(-1)
    expect(await bob.press('C0DEV', message?.ts ?? '', 'confirm')).toEqual({ ok: true })
    await vi.waitFor(() => expect(bob.history('C0DEV').at(-1)?.text).toBe('done'))
    expect(pressed).toMatchObject([
      { type: 'button', action_id: 'confirm', value: 'v1', text: { text: 'Yes' } },
      { id: 'U0BOB', team_id: 'T0ACME' },
      { id: 'C0DEV', name: 'dev' },
    ])
    expect(bob.history('C0DEV').at(-1)?.edited).not.toBeNull()
  })

  test('an ephemeral message is replaced and deleted for its one reader', async () => {
    const { ada, bob } = await startBolt((bolt) => {
      bolt.command('/ask', async ({ ack }) => ack({ text: 'only you', blocks: [button('more', '1'), button('close', '2')] }))
      bolt.action('more', async ({ ack, respond }) => {
        await ack()
        await respond({ text: 'more for you', blocks: [button('close', '2')] })
      })
      bolt.action('close', async ({ ack, respond }) => {
        await ack()
        await respond({ delete_original: true })
      })
    })
    await ada.slash('C0DEV', '/ask', 'x')
    const ts = ada.ephemerals('C0DEV')[0]?.ts ?? ''
    await expect(bob.press('C0DEV', ts, 'more')).rejects.toThrow('message_not_found')
    await ada.press('C0DEV', ts, 'more')
    await vi.waitFor(() => expect(texts(ada.ephemerals('C0DEV'))).toEqual(['more for you']))
    await ada.press('C0DEV', ts, 'close')
    await vi.waitFor(() => expect(ada.ephemerals('C0DEV')).toEqual([]))
    await expect(ada.press('C0DEV', ts, 'close')).rejects.toThrow('message_not_found')
  })

  test('the feedback buttons of an answer carry the value that was chosen', async () => {
    const values: unknown[] = []
    const { slack, ada, installed } = await startBolt((bolt) => {
      bolt.action('feedback', async ({ ack, action }) => {
        await ack()
        values.push((action as { value?: string }).value)
      })
    })
    const choice = (value: string) => ({ text: { type: 'plain_text', text: value }, value })
    const blocks = [
      {
        type: 'context_actions',
        elements: [{ type: 'feedback_buttons', action_id: 'feedback', positive_button: choice('good'), negative_button: choice('bad') }],
      },
    ]
    const answer = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${installed.botToken}` },
      body: JSON.stringify({ channel: 'C0DEV', text: 'answer', blocks }),
    })
    const { ts } = (await answer.json()) as { ts: string }
    await ada.press('C0DEV', ts, 'feedback', 'bad')
    await ada.press('C0DEV', ts, 'feedback', 'good')
    expect(values).toEqual(['bad', 'good'])
    await expect(ada.press('C0DEV', ts, 'other')).rejects.toThrow('action_not_found')
  })
})
