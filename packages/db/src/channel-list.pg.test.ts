import { type ChannelId, contentHash, type MessageTs, teamId } from '@backscroll/core'
import { aChannelRecord, aDatabase, aMessageState, type TestDatabase } from '@backscroll/testkit'
import fc from 'fast-check'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChannelPage, type ChannelPlace, countPolicies, type ListedChannel, listChannels } from './channel-list.ts'
import { channelWordOf } from './channel-word.ts'
import { channelsOf } from './channels.ts'
import { membersOf } from './members.ts'
import { messagesOf } from './messages/messages.ts'
import { purgeChannel } from './messages/purge-channel.ts'
import type { StoredChange } from './messages/stored-change.ts'
import { moveChannel } from './move-channel.ts'
import { addUpTallies } from './tallies.ts'
import { teamsOf } from './teams.ts'
import type { TenantTx } from './tenant.ts'
import { watermarksOf } from './watermarks.ts'

const A = teamId('TAAA')
let database: TestDatabase
let admin: postgres.Sql
const inTeam = <T>(work: (tx: TenantTx) => Promise<T>): Promise<T> => database.db.withTenant(A, work)
const PAGE: ChannelPage = { viewerId: 'U1', reading: 'going-on', filter: {}, sort: 'name', after: null, limit: 50 }
const page = (over: Partial<ChannelPage> = {}) => inTeam((tx) => listChannels(tx, { ...PAGE, ...over }))
const ids = (channels: readonly ListedChannel[]) => channels.map(({ channelId }) => channelId)

const put = (channelId: string, n: number, version = 1n): StoredChange => {
  const state = aMessageState({
    channelId: channelId as ChannelId,
    ts: `1700000${String(n).padStart(3, '0')}.000100` as MessageTs,
    mrkdwn: 'x',
  })
  return { kind: 'put', version, source: 'event', state, text: 'x', contentHash: contentHash(state) }
}

beforeAll(async () => {
  database = await aDatabase()
  admin = postgres(database.adminUrl, { max: 1, onnotice() {} })
  await inTeam(async (tx) => {
    await teamsOf(tx).upsert({ teamId: A, name: 'a', domain: 'a', url: 'https://a.slack.com/' })
    await channelsOf(tx).upsertMany([
      aChannelRecord('C1', { name: 'Zebra' }),
      aChannelRecord('C2', { name: 'apple' }),
      aChannelRecord('C3', { name: 'aaa-secret', isPrivate: true }),
      aChannelRecord('C4', { name: 'mine', isPrivate: true }),
      aChannelRecord('C5', { name: 'elsewhere', botIsMember: false }),
      aChannelRecord('C6', { name: 'apple' }),
    ])
    await membersOf(tx).add('C4', 'U1', 1)
    for (const id of ['C1', 'C2', 'C3', 'C5']) await channelsOf(tx).setPolicy(id, 'allowed', 'U1', 5)
    await channelsOf(tx).setPolicy('C6', 'excluded', 'U1', 5)
    await messagesOf(tx).apply([put('C1', 1), put('C1', 2), put('C2', 9)])
    for (const channelId of ['C1', 'C2'])
      await watermarksOf(tx).begin({ channelId, fromTs: '0.000000' as MessageTs, startedAtMs: 5, threads: 'all' })
    const end = {
      cursor: null,
      oldestTs: null,
      newestTs: null,
      pagesDone: true,
      jumpAt: null,
      jumpTo: null,
      messagesRead: 2,
      threadsFound: 0,
    }
    await watermarksOf(tx).advance({ channelId: 'C1', startedAtMs: 5 }, end)
  })
})
afterAll(async () => {
  await admin.end({ timeout: 1 })
  await database[Symbol.asyncDispose]()
})

test('names of private channels are for those who are in them, in no order that gives them away', async () => {
  const { channels, next } = await page()
  expect(channels.map(({ channelId, name }) => [channelId, name])).toEqual([
    ['C2', 'apple'],
    ['C6', 'apple'],
    ['C5', 'elsewhere'],
    ['C4', 'mine'],
    ['C1', 'Zebra'],
    ['C3', null],
  ])
  expect(next).toBeNull()
  expect(ids((await page({ filter: { search: 'secret' } })).channels)).toEqual([])
  expect(ids((await page({ filter: { search: 'C3' } })).channels)).toEqual(['C3'])
  expect(ids((await page({ filter: { search: 'APP' } })).channels)).toEqual(['C2', 'C6'])
  expect(ids((await page({ filter: { search: '%' } })).channels)).toEqual([])
})

test('a channel stands where its policy, its reading and the app in it put it', async () => {
  const statuses = async (reading: ChannelPage['reading'] = 'going-on') =>
    Object.fromEntries((await page({ reading })).channels.map(({ channelId, status }) => [channelId, status]))
  expect(await statuses()).toEqual({ C1: 'ready', C2: 'reading', C3: 'reading', C4: 'pending', C5: 'failed', C6: 'excluded' })
  expect(await statuses('paused')).toEqual({ C1: 'ready', C2: 'paused', C3: 'paused', C4: 'pending', C5: 'failed', C6: 'excluded' })
  expect(ids((await page({ filter: { statuses: ['failed', 'pending'] } })).channels)).toEqual(['C5', 'C4'])
  expect(ids((await page({ filter: { policies: ['excluded'] } })).channels)).toEqual(['C6'])
  expect(ids((await page({ filter: { isPrivate: true } })).channels)).toEqual(['C4', 'C3'])
  expect(await inTeam(countPolicies)).toEqual({ pending: 1, allowed: 4, excluded: 1 })
  await inTeam((tx) => watermarksOf(tx).stop(['C2']))
  expect((await statuses()).C2).toBe('partial')
  await inTeam((tx) => channelsOf(tx).setBotMember('C1', false))
  expect((await statuses()).C1).toBe('partial')
  await inTeam((tx) => channelsOf(tx).setBotMember('C1', true))
})

test.each<[ChannelPage['sort'], string[]]>([
  ['messages', ['C1', 'C2', 'C6', 'C5', 'C4', 'C3']],
  ['last', ['C2', 'C1', 'C6', 'C5', 'C4', 'C3']],
  ['name', ['C2', 'C6', 'C5', 'C4', 'C1', 'C3']],
])('pages by %s hold every channel once, in one order, whatever their length', async (sort, expected) => {
  for (const limit of [1, 2, 4, 50]) {
    const seen: string[] = []
    for (let after: ChannelPlace | null = null; ; ) {
      const { channels, next } = await page({ sort, after, limit })
      seen.push(...ids(channels))
      if (!next) break
      after = next
    }
    expect(seen).toEqual(expected)
  }
})

test('an admin changes answers and priority of a channel, and what was before is told', async () => {
  const set = (id: string, change: object) => inTeam((tx) => channelWordOf(tx).set(id, change))
  expect(await set('C1', { answersEnabled: false, backfillPriority: 7 })).toEqual({ answersEnabled: true, backfillPriority: 0 })
  expect(await set('C1', { backfillPriority: 8 })).toEqual({ answersEnabled: false, backfillPriority: 7 })
  expect(await set('C0', { answersEnabled: false })).toBeNull()
  expect(await inTeam((tx) => channelWordOf(tx).withoutAnswers())).toEqual(new Set(['C1']))
  expect((await page({ filter: { channelId: 'C1' } })).channels).toMatchObject([
    { answersEnabled: false, priority: 8, lastTs: '1700000002.000100' },
  ])
})

type Deed = { kind: 'put' | 'delete' | 'index' | 'purge' | 'dirty' | 'move' | 'add-up' | 'old-add-up'; channel: number; n: number }
const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constantFrom('put', 'put', 'put', 'delete', 'index', 'index', 'purge', 'dirty', 'move', 'add-up', 'old-add-up'),
  channel: fc.integer({ min: 0, max: 2 }),
  n: fc.integer({ min: 1, max: 4 }),
})

/** As a process of the version before 0017 adds up: it does not know which message is the newest. */
const addUpAsBefore = () => admin`
  with gone as (delete from channel_tallies returning team_id, channel_id, stored, indexed)
  insert into channel_tallies (team_id, channel_id, stored, indexed)
  select team_id, channel_id, sum(stored), sum(indexed) from gone group by team_id, channel_id having sum(stored) <> 0 or sum(indexed) <> 0`

test('whatever happens to messages, the tallies are what counting them gives, and tell the newest', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 15 }), async (deeds) => {
      let version = 1_000n
      for (const { kind, channel, n } of deeds) {
        version += 1n
        const channelId = `CT${channel}`
        if (kind === 'add-up') await database.db.withSystem(addUpTallies)
        else if (kind === 'old-add-up') await addUpAsBefore()
        else
          await inTeam(async (tx) => {
            const messages = messagesOf(tx)
            if (kind === 'put') return messages.apply([put(channelId, n, version), put(channelId, n + 1, version)])
            if (kind === 'delete') {
              const ts = `170000000${n}.000100` as MessageTs
              return messages.apply([
                { kind: 'delete', version, source: 'event', channelId: channelId as ChannelId, ts, reason: 'deleted' },
              ])
            }
            if (kind === 'index') return messages.markIndexed(await messages.dirty(n))
            if (kind === 'purge') return purgeChannel(tx, channelId, version)
            if (kind === 'dirty') return messages.markAllDirty()
            await channelsOf(tx).upsertMany([aChannelRecord(channelId)])
            return moveChannel(tx, { from: channelId, to: `CT${(channel + 1) % 3}`, version })
          })
      }
      const counted = await admin`
        select channel_id, count(*)::int as stored, (count(*) filter (where indexed_version = version))::int as indexed, max(ts) as newest
        from messages where deleted_at is null group by 1 order by 1`
      const added = await admin`
        select channel_id, sum(stored)::int as stored, sum(indexed)::int as indexed from channel_tallies group by 1
        having sum(stored) <> 0 or sum(indexed) <> 0 order by 1`
      expect([...added]).toEqual(counted.map(({ newest: _newest, ...counts }) => counts))
      await inTeam((tx) => channelsOf(tx).upsertMany(counted.map(({ channel_id }) => aChannelRecord(String(channel_id)))))
      const shown = (await page({ sort: 'last' })).channels.filter(({ stored }) => stored > 0)
      const byNewest = [...counted].sort((a, b) => (`${b.newest}${b.channel_id}` < `${a.newest}${a.channel_id}` ? -1 : 1))
      expect(shown.map(({ channelId, lastTs }) => [channelId, lastTs])).toEqual(
        byNewest.map(({ channel_id, newest }) => [channel_id, newest]),
      )
    }),
    { numRuns: 25 },
  )
})

test('a team that is erased takes its tallies along', async () => {
  const B = teamId('TBBB')
  await database.db.withTenant(B, async (tx) => {
    await teamsOf(tx).upsert({ teamId: B, name: 'b', domain: 'b', url: 'https://b.slack.com/' })
    await messagesOf(tx).apply([put('C1', 1)])
  })
  await admin`delete from teams where team_id = ${B}`
  expect(await admin`select 1 from channel_tallies where team_id = ${B}`).toHaveLength(0)
})
