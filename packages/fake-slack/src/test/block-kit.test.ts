import { describe, expect, test } from 'vitest'
import { installAtAcme, startAcme } from './acme.ts'
import { clientFor, errorOf } from './web-client.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const option = (value: string) => ({ text: plain(value), value })
const button = (extra: object = {}) => ({ type: 'button', action_id: 'a', text: plain('Yes'), ...extra })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const select = (count: number) => ({
  type: 'static_select',
  action_id: 's',
  options: Array.from({ length: count }, (_, index) => option(`v${index}`)),
})
const feedback = (extra: object = {}) => ({
  type: 'context_actions',
  elements: [{ type: 'feedback_buttons', action_id: 'f', positive_button: option('good'), negative_button: option('bad'), ...extra }],
})

async function startPosting() {
  const slack = await startAcme()
  const client = clientFor(slack, installAtAcme(slack).botToken)
  const post = (...blocks: object[]) =>
    errorOf(client.apiCall('chat.postMessage', { channel: 'C0DEV', text: 'x', blocks: JSON.stringify(blocks) }))
  return { slack, client, post }
}

describe('Block Kit in messages', () => {
  test('what Slack takes is taken', async () => {
    const { post } = await startPosting()
    const good = [
      actions(button(), select(100)),
      feedback(),
      { type: 'input', label: plain('Text'), element: { type: 'plain_text_input', action_id: 't' } },
      { type: 'section', text: plain('x'), accessory: { type: 'overflow', action_id: 'o', options: [option('a')] } },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'small' }] },
      { type: 'markdown', text: 'x'.repeat(12_000) },
    ]
    for (const block of good) expect(await post(block)).toBe('no error')
  })

  test('what is too long, too many, doubled or in the wrong place is invalid_blocks', async () => {
    const { post } = await startPosting()
    const section = (extra: object) => ({ type: 'section', text: plain('x'), ...extra })
    const wrong = [
      actions(button({ text: plain('x'.repeat(76)) })),
      actions(button({ text: undefined })),
      actions(button({ action_id: 'a'.repeat(256) })),
      actions(button(), button()),
      actions(),
      actions(select(0)),
      actions(select(101)),
      actions({ type: 'overflow', action_id: 'o', options: Array.from({ length: 6 }, () => option('a')) }),
      actions({ type: 'static_select', action_id: 's', options: [option('v'.repeat(151))] }),
      actions({ type: 'plain_text_input', action_id: 't' }),
      actions({ type: 'feedback_buttons', action_id: 'f' }),
      section({ accessory: { type: 'plain_text_input', action_id: 't' } }),
      section({ fields: Array.from({ length: 11 }, () => plain('x')) }),
      { type: 'input', element: { type: 'plain_text_input', action_id: 't' } },
      { type: 'input', label: plain('Text'), element: button() },
      feedback({ negative_button: undefined }),
      { type: 'context', elements: Array.from({ length: 11 }, () => plain('x')) },
      { type: 'markdown', text: 'x'.repeat(12_001) },
    ]
    for (const block of wrong) expect([block, await post(block)]).toEqual([block, 'invalid_blocks'])
    expect(await post(section({ block_id: 'b' }), section({ block_id: 'b' }))).toBe('invalid_blocks')
    const half = { type: 'markdown', text: 'x'.repeat(6001) }
    expect(await post(half, half)).toBe('invalid_blocks')
  })

  test('the answer says which block is wrong, and unnamed elements get an action_id', async () => {
    const { slack, client } = await startPosting()
    const call = client.chat.postMessage({ channel: 'C0DEV', text: 'x', blocks: [{ type: 'divider' }, { type: 'hologram' }] as never })
    const data = await call.catch((error: { data: { response_metadata: { messages: string[] } } }) => error.data)
    expect(data).toMatchObject({ response_metadata: { messages: [expect.stringContaining('/blocks/1/type')] } })
    const { action_id: _none, ...unnamed } = button()
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0DEV', text: 'x', blocks: [actions(unnamed)] as never })
    expect(slack.world.message('C0DEV', ts)?.blocks).toMatchObject([{ elements: [{ action_id: expect.stringMatching(/^[0-9a-f]{5}$/) }] }])
  })
})

describe('the text of messages', () => {
  test('Markdown stands alone and is kept as a block', async () => {
    const { slack, client } = await startPosting()
    const place = { channel: 'C0DEV' }
    const { ts = '' } = await client.chat.postMessage({ ...place, markdown_text: '**bold**' })
    expect(slack.world.message('C0DEV', ts)?.blocks).toMatchObject([{ type: 'markdown', text: '**bold**' }])
    expect(await errorOf(client.chat.postMessage({ ...place, markdown_text: 'x'.repeat(12_001) }))).toBe('msg_too_long')
    expect(await errorOf(client.apiCall('chat.postMessage', { ...place, markdown_text: 'a', text: 'b' }))).toBe('markdown_text_conflict')
  })

  test('a new one is cut at 40,000 characters, a changed one refused above 4,000', async () => {
    const { slack, client } = await startPosting()
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0DEV', text: 'x'.repeat(40_001) })
    expect(slack.world.message('C0DEV', ts)?.text).toHaveLength(40_000)
    const at = { channel: 'C0DEV', ts }
    expect(await errorOf(client.chat.update({ ...at, text: 'x'.repeat(4001) }))).toBe('msg_too_long')
    expect(await errorOf(client.chat.update({ ...at, text: 'x'.repeat(4000) }))).toBe('no error')
  })

  test('nobody edits after the window that the workspace leaves', async () => {
    const { slack, client } = await startPosting()
    slack.seed({ id: 'T0ACME', domain: 'acme', name: 'Acme', editWindowMinutes: 5, users: [], channels: [] })
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0DEV', text: 'mine' })
    const own = slack.as('T0ACME', 'U0ADA').post('C0DEV', 'hers').ts
    await slack.testClock.advance(5 * 60_000)
    expect(await errorOf(client.chat.update({ channel: 'C0DEV', ts, text: 'in time' }))).toBe('no error')
    await slack.testClock.advance(1)
    expect(await errorOf(client.chat.update({ channel: 'C0DEV', ts, text: 'late' }))).toBe('edit_window_closed')
    expect(() => slack.as('T0ACME', 'U0ADA').edit('C0DEV', own, 'late')).toThrow('edit_window_closed')
    expect(await errorOf(client.chat.delete({ channel: 'C0DEV', ts }))).toBe('no error')
  })
})
