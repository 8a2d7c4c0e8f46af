import { type ChannelId, contentHash, type MessageTs, teamId } from '@backscroll/core'
import { aDatabase, aMessageState, type TestDatabase } from '@backscroll/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { answerCacheOf, purgeCachedAnswers } from './answer-cache.ts'
import { messagesOf } from './messages/messages.ts'
import { purgeChannel } from './messages/purge-channel.ts'
import { teamsOf } from './teams.ts'
import { queriesOf, type TenantTx } from './tenant.ts'

const [A, B] = [teamId('TAAA'), teamId('TBBB')]
const [C1, C2] = ['C1', 'C2'] as [ChannelId, ChannelId]
const POSTED = 1_700_000_000_000_000n
let database: TestDatabase
const inTeam = <T>(work: (tx: TenantTx) => Promise<T>, team = A): Promise<T> => database.db.withTenant(team, work)
const ts = (n: number) => `170000000${n}.000100` as MessageTs

beforeAll(async () => {
  database = await aDatabase({ poolSize: 6 })
  for (const team of [A, B])
    await inTeam((tx) => teamsOf(tx).upsert({ teamId: team, name: 'a', domain: 'a', url: 'https://a.slack.com/' }), team)
})
afterAll(() => database[Symbol.asyncDispose]())
beforeEach(async () => {
  await database.db.withSystem((tx) => queriesOf(tx).execute(sql`delete from messages`))
  for (const team of [A, B]) {
    await inTeam((tx) => answerCacheOf(tx).clear(), team)
    for (const channel of [C1, C2]) for (const n of [1, 2]) await says(channel, n, 'on Friday', 0n, team)
  }
})

const says = (channelId: ChannelId, n: number, mrkdwn: string, at = 5n, team = A, more: { replyCount?: number } = {}) => {
  const state = aMessageState({ channelId, ts: ts(n), mrkdwn, ...more })
  const change = {
    kind: 'put' as const,
    version: POSTED + at,
    source: 'event' as const,
    state,
    text: mrkdwn,
    contentHash: contentHash(state),
  }
  return inTeam((tx) => messagesOf(tx).apply([change]), team)
}
const goes = (channelId: ChannelId, n: number) => ({
  kind: 'delete' as const,
  version: POSTED + 9n,
  source: 'event' as const,
  reason: 'deleted' as const,
  channelId,
  ts: ts(n),
})
const ref = (channelId: ChannelId, n: number, version = POSTED) => ({ channelId, ts: ts(n), version })
const put = (key: string, refs: ReturnType<typeof ref>[], team = A) =>
  inTeam((tx) => answerCacheOf(tx).put({ key, value: `sealed ${key}`, refs, nowMs: 1_000, expiresAtMs: 2_000 }), team)
const cached = async (team = A) => {
  const keys = ['one', 'both', 'other', 'none']
  const found = await inTeam((tx) => Promise.all(keys.map((key) => answerCacheOf(tx).get(key, 1_500))), team)
  return keys.filter((_, at) => found[at] !== null)
}
const putAll = async (team = A) => {
  await put('one', [ref(C1, 1), ref(C1, 1)], team)
  await put('both', [ref(C1, 2), ref(C2, 2)], team)
  await put('other', [ref(C2, 1)], team)
  await put('none', [], team)
}

test('an answer is kept as it was sealed until its time is over, for one team', async () => {
  await putAll()
  expect(await inTeam((tx) => answerCacheOf(tx).get('one', 1_999))).toBe('sealed one')
  expect(await inTeam((tx) => answerCacheOf(tx).get('one', 2_000))).toBeNull()
  expect(await cached(B)).toEqual([])
  expect(await database.db.withSystem((tx) => purgeCachedAnswers(tx, 2_000))).toBe(0)
  expect(await database.db.withSystem((tx) => purgeCachedAnswers(tx, 2_001))).toBe(4)
  expect(await database.db.withSystem((tx) => queriesOf(tx).execute(sql`select 1 from answer_cache_refs`))).toHaveLength(0)
})

test('whatever happens to a message ends what was made from it, and nothing else', async () => {
  const happenings: [string, () => Promise<unknown>, string[]][] = [
    ['edited', () => says(C1, 1, 'on Monday'), ['both', 'other', 'none']],
    ['deleted', () => inTeam((tx) => messagesOf(tx).apply([goes(C2, 1)])), ['one', 'both', 'none']],
    ['purged', () => inTeam((tx) => purgeChannel(tx, C2, POSTED + 9n)), ['one', 'none']],
    ['forgotten', () => inTeam((tx) => messagesOf(tx).forgetDeleted([goes(C1, 2)])), ['one', 'other', 'none']],
    ['named', () => inTeam((tx) => answerCacheOf(tx).forgetCiting([ref(C1, 1), ref(C2, 1)])), ['both', 'none']],
  ]
  for (const [name, happens, left] of happenings) {
    await database.db.withSystem((tx) => queriesOf(tx).execute(sql`delete from messages`))
    for (const team of [A, B]) for (const channel of [C1, C2]) for (const n of [1, 2]) await says(channel, n, 'on Friday', 0n, team)
    await putAll()
    await putAll(B)
    await happens()
    expect([name, await cached()]).toEqual([name, left])
    expect([name, await cached(B)]).toEqual([name, ['one', 'both', 'other', 'none']])
  }
})

test('what changes nothing of what was said keeps it', async () => {
  await inTeam(async (tx) => messagesOf(tx).markIndexed(await messagesOf(tx).dirty(100)))
  await putAll()
  await says(C1, 1, 'on Friday', 5n, A, { replyCount: 3 })
  expect(await cached()).toEqual(['one', 'both', 'other', 'none'])
})

test('nothing is kept of a message that has changed, or went, since it was read', async () => {
  await says(C1, 1, 'on Monday')
  await inTeam((tx) => messagesOf(tx).apply([goes(C1, 2)]))
  expect(await put('one', [ref(C2, 1), ref(C1, 1)])).toBe(false)
  expect(await put('both', [ref(C1, 2)])).toBe(false)
  expect(await put('other', [ref(C2, 9)])).toBe(false)
  expect(await cached()).toEqual([])
})

test('whichever comes first, a deletion and an answer from the deleted message: in the end none is kept', async () => {
  for (let round = 0; round < 12; round += 1) {
    await says(C1, 3, 'on Friday', 0n)
    await Promise.all([put('one', [ref(C1, 3)]), inTeam((tx) => messagesOf(tx).apply([goes(C1, 3)]))])
    expect(await cached()).toEqual([])
    await database.db.withSystem((tx) => queriesOf(tx).execute(sql`delete from messages where ts = ${ts(3)}`))
  }
})
