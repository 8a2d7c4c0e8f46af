import type { MessageShortcut } from '@slack/bolt'
import { describe, expect, test, vi } from 'vitest'
import { acme, globex } from './acme.ts'
import { startBolt } from './bolt-app.ts'

describe('shortcuts through Bolt', () => {
  test('one of a message brings the message, and is answered to its user alone', async () => {
    const heard: MessageShortcut[] = []
    const { ada, bob } = await startBolt((bolt) => {
      bolt.shortcut({ callback_id: 'summarize_thread', type: 'message_action' }, async ({ ack, shortcut, respond }) => {
        await ack()
        heard.push(shortcut)
        await respond({ text: 'a summary' })
      })
    })
    const root = bob.post('C0DEV', 'root').ts
    const reply = bob.post('C0DEV', 'reply', { threadTs: root }).ts
    expect(await ada.shortcut('C0DEV', reply, 'summarize_thread')).toEqual({ ok: true })
    await vi.waitFor(() => expect(ada.ephemerals('C0DEV').map(({ text, threadTs }) => [text, threadTs])).toEqual([['a summary', root]]))
    expect(bob.ephemerals('C0DEV')).toEqual([])
    expect(heard).toMatchObject([
      {
        type: 'message_action',
        callback_id: 'summarize_thread',
        message_ts: reply,
        message: { text: 'reply', thread_ts: root, user: 'U0BOB' },
        channel: { id: 'C0DEV', name: 'dev' },
        user: { id: 'U0ADA', team_id: 'T0ACME' },
        team: { id: 'T0ACME' },
      },
    ])
  })

  test('works where the app is not, but not where its user is not', async () => {
    const heard: string[] = []
    const { ada, bob } = await startBolt((bolt) => {
      bolt.shortcut('summarize_thread', async ({ ack, shortcut }) => {
        await ack()
        heard.push((shortcut as MessageShortcut).channel.name)
      })
    })
    const secret = ada.post('C0DEAL', 'the merger').ts
    await ada.shortcut('C0DEAL', secret, 'summarize_thread')
    expect(heard).toEqual(['privategroup'])
    await expect(bob.shortcut('C0DEAL', secret, 'summarize_thread')).rejects.toThrow('channel_not_found')
    await expect(ada.shortcut('C0DEV', '1000000000.000000', 'summarize_thread')).rejects.toThrow('message_not_found')
    await expect(ada.shortcut('C0DEAL', secret, 'unheard_of')).rejects.toThrow('shortcut_not_found')
    await expect(ada.globalShortcut('summarize_thread')).rejects.toThrow('shortcut_not_found')
  })

  test('a global one knows no place, and an app that is silent fails it', async () => {
    const heard: object[] = []
    const { slack, ada } = await startBolt((bolt) => {
      bolt.shortcut('ask', async ({ ack, shortcut }) => {
        heard.push(shortcut)
        if (heard.length === 1) await ack()
      })
    })
    expect(await ada.globalShortcut('ask')).toEqual({ ok: true })
    expect(heard[0]).toMatchObject({ type: 'shortcut', callback_id: 'ask', user: { id: 'U0ADA', username: 'ada', team_id: 'T0ACME' } })
    for (const field of ['channel', 'response_url', 'message', 'api_app_id']) expect(heard[0]).not.toHaveProperty(field)
    const silent = ada.globalShortcut('ask')
    await vi.waitFor(() => expect(heard).toHaveLength(2))
    await slack.testClock.advance(3000)
    expect(await silent).toEqual({ ok: false, error: 'operation_timeout' })
  })
})

describe('menus and inputs of messages', () => {
  const plain = (text: string) => ({ type: 'plain_text' as const, text })
  const option = (value: string) => ({ text: plain(value.toUpperCase()), value })

  test('every choice tells the app what was chosen and what else stands in the message', async () => {
    const heard: { action: object; state: unknown }[] = []
    const { ada, bob, client } = await startBolt((bolt) => {
      bolt.action(/.*/, async ({ ack, action, body }) => {
        await ack()
        if (body.type === 'block_actions') heard.push({ action, state: body.state?.values })
      })
    })
    const options = ['a', 'b', 'c'].map(option)
    const menus = [
      { type: 'static_select' as const, action_id: 'one', options, initial_option: option('c') },
      { type: 'multi_static_select' as const, action_id: 'many', options, max_selected_items: 2 },
      { type: 'checkboxes' as const, action_id: 'boxes', options },
      { type: 'users_select' as const, action_id: 'who' },
      { type: 'overflow' as const, action_id: 'more', options },
    ]
    const blocks = [
      ...menus.map((accessory) => ({ type: 'section' as const, block_id: `b_${accessory.action_id}`, text: plain('x'), accessory })),
      {
        type: 'input' as const,
        block_id: 'b_text',
        label: plain('Text'),
        element: { type: 'plain_text_input' as const, action_id: 'text', max_length: 5 },
      },
    ]
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0DEV', text: 'menus', blocks })
    ada.fill('C0DEV', ts, 'text', 'typed')
    await ada.press('C0DEV', ts, 'one', 'b')
    await ada.press('C0DEV', ts, 'many', ['a', 'c'])
    await ada.press('C0DEV', ts, 'boxes', ['b'])
    await ada.press('C0DEV', ts, 'who', 'U0BOB')
    await ada.press('C0DEV', ts, 'more', 'c')
    await bob.press('C0DEV', ts, 'one', 'a')
    expect(heard.map(({ action }) => action)).toMatchObject([
      { type: 'static_select', block_id: 'b_one', selected_option: option('b'), initial_option: option('c') },
      { type: 'multi_static_select', selected_options: [option('a'), option('c')] },
      { type: 'checkboxes', selected_options: [option('b')] },
      { type: 'users_select', selected_user: 'U0BOB' },
      { type: 'overflow', selected_option: option('c') },
      { type: 'static_select', selected_option: option('a') },
    ])
    expect(heard[4]?.state).toEqual({
      b_one: { one: { type: 'static_select', selected_option: option('b') } },
      b_many: { many: { type: 'multi_static_select', selected_options: [option('a'), option('c')] } },
      b_boxes: { boxes: { type: 'checkboxes', selected_options: [option('b')] } },
      b_who: { who: { type: 'users_select', selected_user: 'U0BOB' } },
      b_text: { text: { type: 'plain_text_input', value: 'typed' } },
    })
    expect(heard[5]?.state).toMatchObject({ b_text: { text: { value: null } }, b_who: { who: { selected_user: null } } })
    expect(() => ada.fill('C0DEV', ts, 'text', 'too long')).toThrow('input_too_long')
    await expect(ada.press('C0DEV', ts, 'many', ['a', 'b', 'c'])).rejects.toThrow('too_many_selected')
    await expect(ada.press('C0DEV', ts, 'one', 'z')).rejects.toThrow('option_not_found')
  })

  test('feedback is remembered for each person once the app has taken it', async () => {
    const { slack, ada, client } = await startBolt((bolt) => {
      bolt.action('rate', async ({ ack }) => ack())
    })
    const choice = (value: string) => ({ text: plain(value), value })
    const element = {
      type: 'feedback_buttons' as const,
      action_id: 'rate',
      positive_button: choice('good:1'),
      negative_button: choice('bad:1'),
    }
    const { ts = '' } = await client.chat.postMessage({
      channel: 'C0DEV',
      text: 'answer',
      blocks: [{ type: 'context_actions', elements: [element] }],
    })
    await ada.press('C0DEV', ts, 'rate', 'bad:1')
    expect(slack.world.feedback('C0DEV', ts, 'U0ADA')).toEqual({ rate: 'bad:1' })
    expect(slack.world.feedback('C0DEV', ts, 'U0BOB')).toEqual({})
  })

  test('an outsider of a shared channel presses too: the app’s workspace, the outsider’s own in `user`', async () => {
    const both = { id: 'C0BOTH', name: 'both', members: ['U0ADA', 'U0HANK'], sharedWith: ['T0GLOB'], creator: 'U0ADA' }
    const heard: unknown[] = []
    const options = { workspaces: [{ ...acme, channels: [...acme.channels, both] }, globex] }
    const { slack, ada, client, installed } = await startBolt((bolt) => {
      bolt.action('go', async ({ ack, body, client: web }) => {
        await ack()
        heard.push(body)
        if (body.type === 'block_actions')
          await web.views.open({ trigger_id: body.trigger_id, view: { type: 'modal', title: plain('Hello'), blocks: [] } })
      })
    }, options)
    ada.invite('C0BOTH', installed.botUserId)
    const button = { type: 'button' as const, action_id: 'go', text: plain('Go') }
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0BOTH', text: 'x', blocks: [{ type: 'actions', elements: [button] }] })
    const hank = slack.as('T0GLOB', 'U0HANK')
    await hank.press('C0BOTH', ts, 'go')
    expect(heard).toMatchObject([{ team: { id: 'T0ACME' }, user: { id: 'U0HANK', team_id: 'T0GLOB' } }])
    await vi.waitFor(() => expect(hank.view()?.view).toMatchObject({ team_id: 'T0ACME' }))
    await expect(hank.shortcut('C0BOTH', ts, 'summarize_thread')).rejects.toThrow('shortcut_not_found')
  })
})
