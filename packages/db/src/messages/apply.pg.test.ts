import { type ChannelId, contentHash, type MessageState, type MessageTs, teamId, type UserId } from '@backscroll/core'
import { aDatabase, type TestDatabase } from '@backscroll/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { teamsOf } from '../teams.ts'
import type { TenantTx } from '../tenant.ts'
import { messagesOf } from './messages.ts'
import { purgeChannel } from './purge-channel.ts'
import type { StoredChange } from './stored-change.ts'

const team = teamId('TAAA')
let database: TestDatabase
let channels = 0
const inTeam = <T>(work: (tx: TenantTx) => Promise<T>): Promise<T> => database.db.withTenant(team, work)
const freshChannel = (): ChannelId => {
  channels += 1
  return `C${String(channels).padStart(6, '0')}` as ChannelId
}

beforeAll(async () => {
  database = await aDatabase()
  await inTeam((tx) => teamsOf(tx).upsert({ teamId: team, name: 'a', domain: 'a', url: 'https://a.slack.com/' }))
})
afterAll(() => database[Symbol.asyncDispose]())

type Put = { version: number; text: string; ts?: string; thread?: string | null; user?: string | null; fileCount?: number }

function put(channelId: ChannelId, given: Put): StoredChange {
  const state: MessageState = {
    channelId,
    ts: (given.ts ?? '1700000000.000100') as MessageTs,
    threadTs: (given.thread ?? null) as MessageTs | null,
    userId: (given.user === undefined ? 'U1' : given.user) as UserId | null,
    botId: null,
    appId: null,
    authorTeamId: null,
    kind: 'message',
    subtype: null,
    mrkdwn: given.text,
    appendix: '',
    editedTs: null,
    fileCount: given.fileCount ?? 0,
    replyCount: null,
    latestReplyTs: null,
  }
  return { kind: 'put', version: BigInt(given.version), source: 'event', state, text: given.text, contentHash: contentHash(state) }
}
const gone = (channelId: ChannelId, version: number, ts = '1700000000.000100'): StoredChange => ({
  kind: 'delete',
  version: BigInt(version),
  source: 'event',
  channelId,
  ts: ts as MessageTs,
  reason: 'deleted',
})

const stateOf = async (channelId: ChannelId) => {
  const page = await inTeam((tx) => messagesOf(tx).page({ channelId, ts: '' }, 100))
  return page.filter((message) => message.channelId === channelId)
}
const apply = (...changes: StoredChange[]) => inTeam((tx) => messagesOf(tx).apply(changes))

describe('applying changes', () => {
  test('any order, repetition and grouping of changes ends in the same state', async () => {
    const change = fc.record({
      ts: fc.constantFrom('1700000000.000100', '1700000001.000200', '1700000002.000300'),
      version: fc.integer({ min: 1, max: 8 }),
      what: fc.constantFrom('put', 'put', 'put', 'delete'),
      knowsThread: fc.boolean(),
      knowsUser: fc.boolean(),
    })
    type Drawn = typeof change extends fc.Arbitrary<infer T> ? T : never
    // one version of one message has one content; versions are well apart, as Slack's are
    const build = (channelId: ChannelId, { ts, version, what, knowsThread, knowsUser }: Drawn): StoredChange =>
      what === 'delete'
        ? gone(channelId, version * 1_000, ts)
        : put(channelId, {
            ts,
            version: version * 1_000,
            text: `${ts} at ${Math.ceil(version / 2)}`,
            thread: knowsThread ? '1700000000.000100' : null,
            user: knowsUser ? 'U7' : null,
          })
    const cases = fc
      .array(change, { minLength: 1, maxLength: 8 })
      .chain((drawn) =>
        fc.tuple(
          fc.constant(drawn),
          fc.shuffledSubarray([...drawn, ...drawn], { minLength: drawn.length * 2, maxLength: drawn.length * 2 }),
          fc.integer({ min: 1, max: 5 }),
        ),
      )
    await fc.assert(
      fc.asyncProperty(cases, async ([drawn, shuffled, groupSize]) => {
        const [one, other] = [freshChannel(), freshChannel()]
        await apply(...drawn.map((d) => build(one, d)))
        for (let i = 0; i < shuffled.length; i += groupSize) {
          await apply(...shuffled.slice(i, i + groupSize).map((d) => build(other, d)))
        }
        const comparable = async (channelId: ChannelId) =>
          (await stateOf(channelId)).map((message) => ({ ...message, channelId: '', version: 0n }))
        expect(await comparable(other)).toEqual(await comparable(one))
      }),
      { numRuns: 60 },
    )
  })

  test('a late edit never wins over a newer one', async () => {
    const channel = freshChannel()
    await apply(put(channel, { version: 3, text: 'third' }))
    expect(await apply(put(channel, { version: 2, text: 'second' }))).toEqual({ applied: 0, stale: 1, dirty: 0, changed: [] })
    expect(await stateOf(channel)).toMatchObject([{ text: 'third', version: 3n }])
  })

  test('a delete is final, also when the message arrives after it, and drops text and author', async () => {
    const channel = freshChannel()
    await apply(gone(channel, 2), put(channel, { version: 1, text: 'secret', thread: '1700000000.000100' }))
    await apply(put(channel, { version: 9, text: 'secret' }))
    expect(await stateOf(channel)).toMatchObject([
      { deleted: true, deleteReason: 'deleted', text: null, mrkdwn: null, userId: null, threadTs: '1700000000.000100', contentHash: null },
    ])
  })

  test('an observation without thread or author keeps the known ones', async () => {
    const channel = freshChannel()
    await apply(put(channel, { version: 1, text: 'a', thread: '1699999999.000100' }))
    await apply(put(channel, { version: 2, text: 'b', user: null }))
    expect(await stateOf(channel)).toMatchObject([{ text: 'b', threadTs: '1699999999.000100', userId: 'U1' }])
  })

  test('equal content in the same thread does not make a message dirty; other content or a thread does', async () => {
    const channel = freshChannel()
    const clean = async () => {
      const dirty = await inTeam((tx) => messagesOf(tx).dirty(1_000))
      await inTeam((tx) => messagesOf(tx).markIndexed(dirty))
      return dirty.filter((message) => message.channelId === channel)
    }
    await apply(put(channel, { version: 1, text: 'same' }))
    expect(await clean()).toMatchObject([{ text: 'same', deleted: false, channelAllowed: false, version: 1n }])
    expect(await apply(put(channel, { version: 2, text: 'same', fileCount: 1 }))).toEqual({ applied: 1, stale: 0, dirty: 0, changed: [] })
    expect(await clean()).toEqual([])
    expect(await stateOf(channel)).toMatchObject([{ version: 1n, slackVersion: 2n }])
    expect(await apply(put(channel, { version: 3, text: 'same', thread: '1700000000.000100' }))).toMatchObject({ dirty: 1 })
    expect(await clean()).toHaveLength(1)
    const here = { channelId: channel, ts: '1700000000.000100' }
    expect(await apply(put(channel, { version: 4, text: 'other' }))).toMatchObject({ dirty: 1, changed: [here] })
    expect(await clean()).toHaveLength(1)
    expect(await apply(gone(channel, 5))).toMatchObject({ dirty: 1, changed: [here] })
    expect(await clean()).toMatchObject([{ deleted: true, text: null }])
  })

  test('a message that was dirty before stays so when only metadata moves', async () => {
    const channel = freshChannel()
    await apply(put(channel, { version: 1, text: 'same' }))
    expect(await apply(put(channel, { version: 2, text: 'same' }))).toMatchObject({ dirty: 1 })
  })

  test('a state that changed while it was indexed stays dirty', async () => {
    const channel = freshChannel()
    await apply(put(channel, { version: 1, text: 'one' }))
    await apply(put(channel, { version: 2, text: 'two' }))
    await inTeam((tx) => messagesOf(tx).markIndexed([{ channelId: channel, ts: '1700000000.000100', version: 1n }]))
    const dirty = await inTeam((tx) => messagesOf(tx).dirty(1_000))
    expect(dirty.some((message) => message.channelId === channel && message.version === 2n)).toBe(true)
  })

  test('NUL characters and lone surrogates do not break a batch', async () => {
    const channel = freshChannel()
    await apply(
      put(channel, { version: 1, text: 'a\0b', ts: '1700000000.000001' }),
      put(channel, { version: 1, text: 'c\ud800d "quoted\\" {1,2} NULL', ts: '1700000000.000002' }),
    )
    expect((await stateOf(channel)).map((message) => message.text)).toEqual(['ab', 'c\ufffdd "quoted\\" {1,2} NULL'])
  })

  test('a purge takes the text, leaves dirty markers, and a backfill brings everything back', async () => {
    const channel = freshChannel()
    await apply(put(channel, { version: 1, text: 'one' }), put(channel, { version: 1, text: 'two', ts: '1700000001.000000' }))
    await apply(gone(channel, 2, '1700000002.000000'))
    const all = await inTeam((tx) => messagesOf(tx).dirty(1_000))
    await inTeam((tx) => messagesOf(tx).markIndexed(all))
    expect(await inTeam((tx) => purgeChannel(tx, channel, 1_000n))).toBe(2)
    expect(await inTeam((tx) => messagesOf(tx).dirty(1_000))).toMatchObject([
      { deleted: true, text: null },
      { deleted: true, text: null },
    ])
    await apply(put(channel, { version: 1, text: 'one' }), put(channel, { version: 3, text: 'back', ts: '1700000002.000000' }))
    const now = await stateOf(channel)
    expect(now.map((message) => [message.text, message.deleteReason])).toEqual([
      ['one', null],
      [null, 'purged'],
      [null, 'deleted'],
    ])
    expect(now[0]).toMatchObject({ slackVersion: 1n })
    expect(now[0]?.version).toBeGreaterThan(1_000n)
  })

  test('after a purge, in whatever order it is read again, the newest state wins and a delete stays final', async () => {
    const read = [
      { version: 1, text: 'as an old export has it' },
      { version: 5, text: 'as an older page has it' },
      { version: 7, text: 'as it is' },
    ]
    const orders = fc.tuple(
      fc.shuffledSubarray([...read, ...read], { minLength: 6, maxLength: 6 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 1_000_000 }),
    )
    await fc.assert(
      fc.asyncProperty(orders, async ([order, isDeletedMeanwhile, purgedAt]) => {
        const channel = freshChannel()
        await apply(put(channel, { version: 9, text: 'as the event of the edit had it' }))
        await inTeam((tx) => purgeChannel(tx, channel, BigInt(purgedAt)))
        const deletion = { kind: 'delete', source: 'event', channelId: channel, reason: 'deleted' } as const
        const deletes = [{ ...deletion, version: 8n, ts: '1700000000.000100' as MessageTs }]
        if (isDeletedMeanwhile) await inTeam((tx) => messagesOf(tx).forgetDeleted(deletes))
        for (const given of order) await apply(put(channel, given))
        const [message] = await stateOf(channel)
        expect(message).toMatchObject(
          isDeletedMeanwhile ? { deleted: true, deleteReason: 'deleted', text: null } : { text: 'as it is', slackVersion: 7n },
        )
      }),
      { numRuns: 40 },
    )
  })

  test('a delete in a channel that is not kept leaves no trace of a message that was never stored', async () => {
    const channel = freshChannel()
    const unknown = { kind: 'delete', source: 'event', channelId: channel, reason: 'deleted', version: 8n } as const
    await inTeam((tx) => messagesOf(tx).forgetDeleted([{ ...unknown, ts: '1700000000.000100' as MessageTs }]))
    expect(await stateOf(channel)).toEqual([])
  })

  test('ten thousand rows are stored in a few statements', async () => {
    const channel = freshChannel()
    const many = Array.from({ length: 10_000 }, (_, n) =>
      put(channel, { version: 1, text: `message ${n}`, ts: `17000${String(n).padStart(5, '0')}.000100` }),
    )
    expect(await apply(...many)).toEqual({ applied: 10_000, stale: 0, dirty: 10_000, changed: [] })
    expect(await apply(...many)).toEqual({ applied: 0, stale: 10_000, dirty: 0, changed: [] })
    const counts = await inTeam((tx) => messagesOf(tx).counts())
    expect(counts.find((count) => count.channelId === channel)).toEqual({
      channelId: channel,
      messages: 10_000,
      oldestTs: '1700000000.000100',
      newestTs: '1700009999.000100',
    })
  })
})
