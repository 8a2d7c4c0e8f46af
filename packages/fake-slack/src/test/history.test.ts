import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MessageSeed } from '../index.ts'
import { acme, app, START_MS, startAcme } from './acme.ts'
import { clientFor, errorOf } from './web-client.ts'

const BASE = START_MS / 1000 - 10_000
const tsAt = (index: number) => `${BASE + index}.000100`

function seededChannel(messages: MessageSeed[], plan: 'free' | 'paid' = 'paid') {
  const channel = { id: 'C0BIG', name: 'big', members: ['U0ADA', 'U0BOB'], messages }
  return { workspaces: [{ ...acme, plan, channels: [...acme.channels, channel] }] }
}

const plain = (count: number): MessageSeed[] =>
  Array.from({ length: count }, (_, index) => ({ ts: tsAt(index), user: 'U0ADA', text: `n${index}` }))

async function startWith(messages: MessageSeed[], options: { plan?: 'free' | 'paid'; limits?: 'unlisted' } = {}) {
  const slack = await startAcme({
    ...seededChannel(messages, options.plan),
    apps: [{ ...app, autoJoinPublic: true }],
    ...(options.limits ? { limits: options.limits } : {}),
  })
  return { slack, client: clientFor(slack, slack.installDirectly(app.id, acme.id, 'U0ADA').botToken) }
}

describe('conversations.history', () => {
  test('any page size and any window give every message of the window once, newest first', async () => {
    const count = 57
    const { client } = await startWith(plain(count))
    const position = fc.option(fc.integer({ min: 0, max: count - 1 }), { nil: undefined })
    await fc.assert(
      fc.asyncProperty(position, position, fc.boolean(), fc.integer({ min: 1, max: 60 }), async (from, to, inclusive, limit) => {
        const got: string[] = []
        const window = { ...(from === undefined ? {} : { oldest: tsAt(from) }), ...(to === undefined ? {} : { latest: tsAt(to) }) }
        let cursor: string | undefined
        do {
          const page = await client.conversations.history({ channel: 'C0BIG', limit, inclusive, ...window, ...(cursor ? { cursor } : {}) })
          expect(page.messages?.length ?? 0).toBeLessThanOrEqual(limit)
          got.push(...(page.messages ?? []).map((message) => message.ts ?? ''))
          cursor = page.response_metadata?.next_cursor
          expect(page.has_more).toBe(cursor !== undefined)
        } while (cursor)
        const lowest = from === undefined ? 0 : inclusive ? from : from + 1
        const highest = to === undefined ? count - 1 : inclusive ? to : to - 1
        const wanted = plain(count)
          .map((message) => message.ts)
          .slice(lowest, Math.max(lowest, highest + 1))
        expect(got).toEqual(wanted.reverse())
      }),
      { numRuns: 40 },
    )
  })

  test('replies are left out, broadcasts and parents with their counts are in', async () => {
    const root = tsAt(0)
    const { client } = await startWith([
      { ts: root, user: 'U0ADA', text: 'root' },
      { ts: tsAt(1), user: 'U0BOB', text: 'hidden', threadTs: root },
      { ts: tsAt(2), user: 'U0ADA', text: 'shown', threadTs: root, subtype: 'thread_broadcast' },
    ])
    const { messages } = await client.conversations.history({ channel: 'C0BIG' })
    expect(messages?.map((message) => message.text)).toEqual(['shown', 'root'])
    expect(messages?.[0]).toMatchObject({ subtype: 'thread_broadcast', thread_ts: root, root: { ts: root, reply_count: 2 } })
    expect(messages?.[1]).toMatchObject({ thread_ts: root, reply_count: 2, reply_users: ['U0BOB', 'U0ADA'], latest_reply: tsAt(2) })
  })

  test('a text of a person is stored with the rich_text that the composer would have made', async () => {
    const { client } = await startWith([{ ts: tsAt(0), user: 'U0ADA', text: 'see <#C0DEV|dev> &amp; *<@U0BOB>* `x &lt; y`' }])
    const { messages } = await client.conversations.history({ channel: 'C0BIG' })
    const [block] = messages?.[0]?.blocks ?? []
    expect(block).toMatchObject({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'see ' },
            { type: 'channel', channel_id: 'C0DEV' },
            { type: 'text', text: ' & ' },
            { type: 'user', user_id: 'U0BOB', style: { bold: true } },
            { type: 'text', text: ' ' },
            { type: 'text', text: 'x < y', style: { code: true } },
          ],
        },
      ],
    })
  })

  test('a malformed bound, limit or cursor is refused by name', async () => {
    const { client } = await startWith(plain(3))
    const ask = (args: object) => errorOf(client.apiCall('conversations.history', { channel: 'C0BIG', ...args }))
    expect(await ask({ oldest: 'yesterday' })).toBe('invalid_ts_oldest')
    expect(await ask({ latest: '-1' })).toBe('invalid_ts_latest')
    expect(await ask({ limit: 'many' })).toBe('invalid_limit')
    expect(await ask({ cursor: 'not-a-cursor' })).toBe('invalid_cursor')
    expect(await errorOf(client.apiCall('conversations.history'))).toBe('invalid_arguments')
  })

  test('a free workspace hides what is older than 90 days and says so', async () => {
    const old = `${START_MS / 1000 - 91 * 86_400}.000000`
    const { client } = await startWith([{ ts: old, user: 'U0ADA', text: 'old' }, ...plain(2)], { plan: 'free' })
    const page = await client.conversations.history({ channel: 'C0BIG' })
    expect(page.messages?.map((message) => message.text)).toEqual(['n1', 'n0'])
    expect(page).toMatchObject({ is_limited: true })
  })

  test('a free workspace hides old replies too, and says so', async () => {
    const at = (days: number) => `${START_MS / 1000 - days * 86_400}.000000`
    const root = { ts: at(92), user: 'U0ADA', text: 'root' }
    const replies = [91, 1].map((days) => ({ ts: at(days), user: 'U0BOB', text: `${days} days old`, threadTs: root.ts }))
    const { client } = await startWith([root, ...replies], { plan: 'free' })
    const page = await client.conversations.replies({ channel: 'C0BIG', ts: root.ts })
    expect(page.messages?.map((message) => message.text)).toEqual(['root', '1 days old'])
    expect(page).toMatchObject({ is_limited: true })
  })

  test('the unlisted class gives 15 objects once a minute, whatever is asked for', async () => {
    const { slack, client } = await startWith(plain(40), { limits: 'unlisted' })
    const page = await client.conversations.history({ channel: 'C0BIG', limit: 200 })
    expect(page.messages).toHaveLength(15)
    expect(page.has_more).toBe(true)
    await expect(client.conversations.history({ channel: 'C0BIG' })).rejects.toMatchObject({ retryAfter: 60 })
    expect((await client.conversations.replies({ channel: 'C0BIG', ts: tsAt(0) })).messages).toHaveLength(1)
    await slack.testClock.advance(60_000)
    expect((await client.conversations.history({ channel: 'C0BIG' })).messages).toHaveLength(15)
  })
})

describe('conversations.replies', () => {
  const thread = (count: number): MessageSeed[] => [
    { ts: tsAt(0), user: 'U0ADA', text: 'root' },
    ...Array.from({ length: count }, (_, index) => ({ ts: tsAt(index + 1), user: 'U0BOB', text: `r${index}`, threadTs: tsAt(0) })),
  ]

  test('replies come oldest first, each page after the parent, none twice', async () => {
    const { client } = await startWith(thread(23))
    for (const limit of [1, 5, 22, 23, 100]) {
      const got: string[] = []
      let cursor: string | undefined
      do {
        const page = await client.conversations.replies({ channel: 'C0BIG', ts: tsAt(0), limit, ...(cursor ? { cursor } : {}) })
        expect(page.messages?.[0]?.ts).toBe(tsAt(0))
        got.push(...(page.messages ?? []).slice(1).map((message) => message.ts ?? ''))
        cursor = page.response_metadata?.next_cursor
      } while (cursor)
      expect(got).toEqual(
        thread(23)
          .slice(1)
          .map((message) => message.ts),
      )
    }
  })

  test('a window keeps the parent and only the replies inside', async () => {
    const { client } = await startWith(thread(10))
    const page = await client.conversations.replies({ channel: 'C0BIG', ts: tsAt(0), oldest: tsAt(4), latest: tsAt(7) })
    expect(page.messages?.map((message) => message.ts)).toEqual([tsAt(0), tsAt(5), tsAt(6)])
  })

  test('a message without replies comes alone, an unknown one is thread_not_found', async () => {
    const { client } = await startWith(plain(1))
    const page = await client.conversations.replies({ channel: 'C0BIG', ts: tsAt(0) })
    expect(page.messages).toHaveLength(1)
    expect(page.messages?.[0]).not.toHaveProperty('reply_count')
    expect(await errorOf(client.conversations.replies({ channel: 'C0BIG', ts: tsAt(9) }))).toBe('thread_not_found')
  })

  test('a deleted parent with replies is a tombstone, and goes with its last reply', async () => {
    const { slack, client } = await startWith([])
    const ada = slack.as('T0ACME', 'U0ADA')
    const root = ada.post('C0BIG', 'root')
    const reply = ada.post('C0BIG', 'reply', { threadTs: root.ts })
    ada.remove('C0BIG', root.ts)
    const page = await client.conversations.replies({ channel: 'C0BIG', ts: root.ts })
    expect(page.messages?.[0]).toMatchObject({ subtype: 'tombstone', user: 'USLACKBOT', text: 'This message was deleted.' })
    expect(page.messages?.[1]?.text).toBe('reply')
    ada.remove('C0BIG', reply.ts)
    expect(await errorOf(client.conversations.replies({ channel: 'C0BIG', ts: root.ts }))).toBe('thread_not_found')
  })
})
