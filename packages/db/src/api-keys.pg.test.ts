import { teamId, userId } from '@backscroll/core'
import { aDatabase, type TestDatabase } from '@backscroll/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiKeysOf, findApiKey } from './api-keys.ts'
import { teamsOf } from './teams.ts'
import { usersOf } from './users.ts'

const A = teamId('TAAA')
const B = teamId('TBBB')
const ADA = userId('U0ADA')
let database: TestDatabase

const aKey = (prefix: string) => ({ prefix, hash: 'h', scopes: ['search'], actsAsUserId: ADA, createdAtMs: 1_000, expiresAtMs: 9_000 })
const inTeam = <T>(team: typeof A, work: (keys: ReturnType<typeof apiKeysOf>) => Promise<T>): Promise<T> =>
  database.db.withTenant(team, (tx) => work(apiKeysOf(tx)))
const found = (prefix: string) => database.db.withSystem((tx) => findApiKey(tx, prefix))
const person = (id: typeof ADA, deleted: boolean, updatedAtMs: number) => ({
  userId: id,
  username: 'ada',
  realName: 'Ada',
  displayName: '',
  isBot: false,
  isAdmin: false,
  isOwner: false,
  isRestricted: false,
  isUltraRestricted: false,
  deleted,
  updatedAtMs,
})

beforeAll(async () => {
  database = await aDatabase({ poolSize: 8 })
  for (const team of [A, B])
    await database.db.withTenant(team, (tx) => teamsOf(tx).upsert({ teamId: team, name: team, domain: 'x', url: 'https://x.slack.com/' }))
})
afterAll(() => database[Symbol.asyncDispose]())

test('a key is found before its team is known, with the state of the team and whether its person is there', async () => {
  await inTeam(A, (keys) => keys.add(aKey('finda')))
  expect(await found('nobody')).toBeNull()
  expect(await found('finda')).toMatchObject({ teamId: A, teamState: 'installing', isPersonThere: false, revokedAtMs: null })
  // the same id in another workspace is another person
  await database.db.withTenant(B, (tx) => usersOf(tx).upsertMany([person(ADA, false, 1)]))
  expect(await found('finda')).toMatchObject({ isPersonThere: false })
  await database.db.withTenant(A, (tx) => usersOf(tx).upsertMany([person(ADA, false, 1)]))
  expect(await found('finda')).toMatchObject({ isPersonThere: true })
  await database.db.withTenant(A, (tx) => usersOf(tx).upsertMany([person(ADA, true, 2)]))
  expect(await found('finda')).toMatchObject({ isPersonThere: false })
})

test('another team can neither see, revoke nor use a key', async () => {
  await inTeam(A, (keys) => keys.add(aKey('owned')))
  expect(await inTeam(B, (keys) => keys.list())).toEqual([])
  expect(await inTeam(B, (keys) => keys.revoke('owned', 5))).toBe(false)
  expect(await inTeam(B, (keys) => keys.take('owned', 'search', { limit: 1, windowMs: 10, nowMs: 1 }))).toBeGreaterThan(0)
  expect(await inTeam(A, (keys) => keys.revoke('owned', 5))).toBe(true)
  expect(await inTeam(A, (keys) => keys.revoke('owned', 6))).toBe(false)
  expect(await found('owned')).toMatchObject({ revokedAtMs: 5 })
})

test('however many ask at once, exactly so many calls are granted in any minute, and each kind has its own', async () => {
  await inTeam(A, (keys) => keys.add(aKey('budget')))
  const take = (nowMs: number, kind: 'search' | 'other' = 'search') =>
    inTeam(A, (keys) => keys.take('budget', kind, { limit: 10, windowMs: 60_000, nowMs }))
  const first = await Promise.all(Array.from({ length: 15 }, (_, n) => take(100_000 + n)))
  expect(first.filter((waitMs) => waitMs === 0)).toHaveLength(10)
  expect(await take(100_020, 'other')).toBe(0)
  const waitMs = await take(120_000)
  expect(waitMs).toBeGreaterThan(39_000)
  expect(waitMs).toBeLessThanOrEqual(40_014)
  expect(await take(120_000 + waitMs - 1)).toBeGreaterThan(0)
  expect(await take(120_000 + waitMs)).toBe(0)
})

test('when a key was used is written down once a minute', async () => {
  await inTeam(A, (keys) => keys.add(aKey('used')))
  const take = (nowMs: number) => inTeam(A, (keys) => keys.take('used', 'other', { limit: 10, windowMs: 60_000, nowMs }))
  for (const [nowMs, noted] of [
    [100_000, 100_000],
    [159_999, 100_000],
    [160_000, 160_000],
  ] as const) {
    await take(nowMs)
    expect(await found('used')).toMatchObject({ lastUsedAtMs: noted })
  }
})
