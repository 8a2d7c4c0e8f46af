import { describe, expect, test } from 'vitest'
import { app, installAtAcme, startAcme } from './acme.ts'
import { startListening } from './listening.ts'
import { clientFor, errorOf } from './web-client.ts'

async function startAgent() {
  const slack = await startAcme()
  const installed = installAtAcme(slack)
  const ada = slack.as('T0ACME', 'U0ADA')
  const dm = ada.openDm(installed.botUserId).id
  return { slack, installed, client: clientFor(slack, installed.botToken), ada, dm, asked: ada.post(dm, 'hello').ts }
}

describe('assistant.threads', () => {
  test('a status with loading messages stands until the next message or an empty status', async () => {
    const { slack, client, ada } = await startAgent()
    const { ts } = ada.post('C0DEV', 'a question')
    const place = { channel_id: 'C0DEV', thread_ts: ts }
    await client.assistant.threads.setStatus({ ...place, status: 'is thinking', loading_messages: ['Reading', 'Counting'] })
    expect(slack.world.threadStatus('C0DEV', ts)).toEqual({
      appId: app.id,
      status: 'is thinking',
      loadingMessages: ['Reading', 'Counting'],
    })
    await client.assistant.threads.setStatus({ ...place, status: '' })
    expect(slack.world.threadStatus('C0DEV', ts)).toBeNull()
    await client.assistant.threads.setStatus({ ...place, status: 'is thinking' })
    await client.chat.postMessage({ channel: 'C0DEV', thread_ts: ts, text: 'done' })
    expect(slack.world.threadStatus('C0DEV', ts)).toBeNull()
    const many = Array.from({ length: 11 }, (_, index) => `n${index}`)
    const tooMany = client.assistant.threads.setStatus({ ...place, status: 'x', loading_messages: many })
    expect(await errorOf(tooMany)).toBe('invalid_arguments')
    expect(await errorOf(client.assistant.threads.setStatus({ ...place, thread_ts: '1.1', status: 'x' }))).toBe('invalid_thread_ts')
    expect(await errorOf(client.assistant.threads.setStatus({ ...place, channel_id: 'C0DEAL', status: 'x' }))).toBe('channel_not_found')
  })

  test('a status is limited to sixty a minute in one place', async () => {
    const slack = await startAcme({ limits: 'internal' })
    const client = clientFor(slack, installAtAcme(slack).botToken)
    const { ts } = slack.as('T0ACME', 'U0ADA').post('C0DEV', 'a question')
    const set = () => client.assistant.threads.setStatus({ channel_id: 'C0DEV', thread_ts: ts, status: 'thinks' })
    for (let index = 0; index < 60; index += 1) await set()
    await expect(set()).rejects.toMatchObject({ retryAfter: 1 })
    await slack.testClock.advance(1000)
    expect(await set()).toMatchObject({ ok: true })
  })

  test('prompts of the manifest are offered until the app sets others, for the DM or for one thread', async () => {
    const { client, ada, dm, asked } = await startAgent()
    expect(ada.prompts(dm)).toEqual([{ title: 'Decisions', message: 'What did we decide this week?' }])
    expect(ada.prompts(dm, asked)).toEqual([])
    const own = [{ title: 'Mine', message: 'What did I miss?' }]
    await client.assistant.threads.setSuggestedPrompts({ channel_id: dm, prompts: own, title: 'Ask me' })
    expect(ada.prompts(dm)).toEqual(own)
    await client.assistant.threads.setSuggestedPrompts({ channel_id: dm, thread_ts: asked, prompts: own })
    expect(ada.prompts(dm, asked)).toEqual(own)
    ada.post(dm, 'another question', { threadTs: asked })
    expect(ada.prompts(dm, asked)).toEqual([])
  })

  test('prompts and titles are refused where they do not fit', async () => {
    const { slack, client, dm, asked } = await startAgent()
    const prompts = [{ title: 'a', message: 'b' }]
    const set = (fields: object) => errorOf(client.assistant.threads.setSuggestedPrompts({ channel_id: dm, prompts, ...fields }))
    expect(await set({ prompts: Array.from({ length: 5 }, () => prompts[0]) })).toBe('invalid_arguments')
    expect(await set({ prompts: [{ title: 'a' }] })).toBe('invalid_arguments')
    expect(await set({ thread_ts: '1.1' })).toBe('invalid_thread_ts')
    expect(await set({ channel_id: 'C0DEV' })).toBe('channel_not_found')
    await client.assistant.threads.setTitle({ channel_id: dm, thread_ts: asked, title: 'Greetings' })
    expect(slack.world.threadTitle(dm, asked)).toBe('Greetings')
    expect(await errorOf(client.assistant.threads.setTitle({ channel_id: dm, thread_ts: '1.1', title: 'x' }))).toBe('invalid_thread_ts')
    const modest = slack.installDirectly(app.id, 'T0GLOB', 'U0HANK')
    const dmOfHank = slack.as('T0GLOB', 'U0HANK').openDm(modest.botUserId).id
    slack.updateApp('A0NOSCOPE', { ...app, id: 'A0NOSCOPE', scopes: ['chat:write'], clientId: '9.9' })
    const { botToken } = slack.installDirectly('A0NOSCOPE', 'T0GLOB', 'U0HANK')
    const refused = clientFor(slack, botToken).assistant.threads.setSuggestedPrompts({ channel_id: dmOfHank, prompts })
    expect(await errorOf(refused)).toBe('missing_scope')
  })
})

describe('the two tabs of an app', () => {
  test('both are told of, Home with the published view, and each once per opening', async () => {
    const { slack, receiver, installed, ada } = await startListening()
    const client = clientFor(slack, installed.botToken)
    await client.views.publish({ user_id: 'U0ADA', view: { type: 'home', callback_id: 'front', blocks: [] } })
    const dm = ada.openMessagesTab(installed.botUserId).id
    ada.openHome(installed.botUserId)
    expect(() => ada.openMessagesTab('U0BOB')).toThrow('not_a_bot')
    await slack.events.idle()
    const tabs = receiver.events().sort((a, b) => String(b.tab).localeCompare(String(a.tab)))
    expect(tabs).toMatchObject([
      { type: 'app_home_opened', tab: 'messages', user: 'U0ADA', channel: dm },
      { type: 'app_home_opened', tab: 'home', channel: dm, view: { callback_id: 'front', type: 'home' } },
    ])
    expect(tabs[0]).not.toHaveProperty('view')
  })

  test('an agent hears what the person looks at, once per change, and in what they write', async () => {
    const { slack, receiver, installed, ada } = await startListening()
    ada.lookAt(installed.botUserId, 'C0DEV')
    ada.lookAt(installed.botUserId, 'C0DEV')
    const dm = ada.openDm(installed.botUserId).id
    ada.post(dm, 'what is this channel about?')
    await slack.events.idle()
    const entities = [{ type: 'slack#/types/channel_id', value: 'C0DEV', team_id: 'T0ACME' }]
    const events = receiver.events()
    expect(events.filter(({ type }) => type === 'app_context_changed')).toMatchObject([
      { user: 'U0ADA', channel: dm, context: { entities } },
    ])
    const asked = events.find(({ type }) => type === 'message')
    expect(asked).toMatchObject({ channel_type: 'im', app_context: { entities } })
    expect(asked).not.toHaveProperty('thread_ts')
    expect(() => slack.as('T0ACME', 'U0BOB').lookAt(installed.botUserId, 'C0DEAL')).toThrow('channel_not_found')
  })
})
