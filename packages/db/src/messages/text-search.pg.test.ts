import { type ChannelId, contentHash, type MessageTs, teamId, type UserId, type VisibleChannels } from '@backscroll/core'
import { aDatabase, aMessageState, type TestDatabase } from '@backscroll/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { channelsOf } from '../channels.ts'
import { teamsOf } from '../teams.ts'
import type { TenantTx } from '../tenant.ts'
import { messagesOf } from './messages.ts'
import type { StoredChange } from './stored-change.ts'
import type { TextQuery } from './text-search.ts'

const team = teamId('TAAA')
const other = teamId('TBBB')
let database: TestDatabase
const visible = (...ids: string[]): VisibleChannels => ids as unknown as VisibleChannels

function put(channel: string, second: number, text: string, user = 'U1'): StoredChange {
  const ts = `${1_700_000_000 + second}.000100` as MessageTs
  const state = aMessageState({ channelId: channel as ChannelId, ts, userId: user as UserId, mrkdwn: text })
  return { kind: 'put', version: BigInt(second), source: 'event', state, text, contentHash: contentHash(state) }
}

async function fill(tx: TenantTx, id: typeof team): Promise<void> {
  await teamsOf(tx).upsert({ teamId: id, name: 'a', domain: 'a', url: 'https://a.slack.com/' })
  const facts = { isPrivate: false, isArchived: false, isGeneral: false, isExtShared: false, isOrgShared: false, topic: '', purpose: '' }
  for (const channelId of ['C1', 'C2', 'C3'] as ChannelId[]) {
    await channelsOf(tx).upsertMany([{ channelId, name: channelId, creatorId: null, memberCount: null, botIsMember: true, ...facts }])
    await channelsOf(tx).setPolicy(channelId, channelId === 'C3' ? 'excluded' : 'allowed', 'U1', 0)
  }
}

beforeAll(async () => {
  database = await aDatabase()
  await database.db.withTenant(other, async (tx) => {
    await fill(tx, other)
    await messagesOf(tx).apply([put('C1', 1, 'the zebra of another company')])
  })
  await database.db.withTenant(team, async (tx) => {
    await fill(tx, team)
    await messagesOf(tx).apply([
      put('C1', 1, 'zebras cross the road'),
      put('C1', 2, 'the road is closed for a zebra, says the zebra'),
      put('C2', 3, 'a zebra in another channel', 'U2'),
      put('C3', 4, 'a zebra where nobody may look'),
      put('C1', 5, 'nothing to see'),
      put('C1', 6, 'a deleted zebra'),
    ])
    const gone = { channelId: 'C1' as ChannelId, ts: '1700000006.000100' as MessageTs }
    await messagesOf(tx).apply([{ kind: 'delete', version: 7n, source: 'event', reason: 'deleted', ...gone }])
  })
})
afterAll(() => database[Symbol.asyncDispose]())

const find = async (query: Partial<TextQuery>): Promise<string[]> => {
  const asked = { visible: visible('C1', 'C2', 'C3'), words: ['zebra'], limit: 10, ...query }
  const hits = await database.db.withTenant(team, (tx) => messagesOf(tx).searchTexts(asked))
  return hits.map((hit) => `${hit.channelId} ${hit.ts.slice(9, 10)}`)
}

test('finds the forms of a word in live messages of allowed channels of the team, any of the words, best first', async () => {
  expect((await find({})).sort()).toEqual(['C1 1', 'C1 2', 'C2 3'])
  expect((await find({ words: ['zebra', 'closed', 'road'] }))[0]).toBe('C1 2')
  expect(await find({ words: ['zebra', 'closed', 'road'], limit: 1 })).toHaveLength(1)
})

test('stays inside what is visible, and a narrower wish never widens', async () => {
  expect(await find({ visible: visible('C2') })).toEqual(['C2 3'])
  expect(await find({ visible: visible() })).toEqual([])
  expect(await find({ visible: visible('C1'), channelIds: ['C2' as ChannelId] })).toEqual([])
  expect(await find({ userIds: ['U2'] })).toEqual(['C2 3'])
})

test('signs that mean something to Postgres are no words, and a question of nothing else finds nothing', async () => {
  expect(await find({ words: ["zebra' | 'x", '!', '&', '(', '\\', 'zebra:*'] })).toEqual([])
  expect(await find({ words: ['the', 'of'] })).toEqual([])
  expect(await find({ words: [] })).toEqual([])
})
