import { teamId } from '@backscroll/core'
import { aDatabase, type TestDatabase } from '@backscroll/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { idempotencyKeysOf, purgeIdempotencyKeys } from './idempotency-keys.ts'
import { teamsOf } from './teams.ts'
import type { TenantTx } from './tenant.ts'
import { throttlesOf } from './throttles.ts'

const [A, B] = [teamId('TAAA'), teamId('TBBB')]
let database: TestDatabase
const inTeam = <T>(work: (tx: TenantTx) => Promise<T>, team = A): Promise<T> => database.db.withTenant(team, work)

beforeAll(async () => {
  database = await aDatabase({ poolSize: 8 })
  for (const team of [A, B])
    await inTeam((tx) => teamsOf(tx).upsert({ teamId: team, name: 'a', domain: 'a', url: 'https://a.slack.com/' }), team)
})
afterAll(() => database[Symbol.asyncDispose]())

describe('a throttle', () => {
  const throttle = { intervalMs: 100, burst: 5 }
  const take = (nowMs: number, subject: string) => database.db.withSystem((tx) => throttlesOf(tx).take(subject, throttle, nowMs))

  test('grants its burst exactly, whoever asks at once, and then one by one', async () => {
    const waits = await Promise.all(Array.from({ length: 12 }, () => take(1_000_000, 'a')))
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(5)
    expect(Math.max(...waits)).toBe(100)
    expect(await take(1_000_099, 'a')).toBe(1)
    expect(await take(1_000_100, 'a')).toBe(0)
    expect(await take(1_000_100, 'a')).toBe(100)
    expect(await take(1_000_100, 'b')).toBe(0)
  })

  test('is forgotten when everything is paid off, and only then', async () => {
    await database.db.withSystem((tx) => throttlesOf(tx).purge(9_000_000))
    for (let n = 0; n < 3; n++) await take(10_000_000, 'c')
    expect(await database.db.withSystem((tx) => throttlesOf(tx).purge(10_000_300))).toBe(0)
    expect(await database.db.withSystem((tx) => throttlesOf(tx).purge(10_000_301))).toBe(1)
  })
})

describe('a request that must not be carried out twice', () => {
  const request = (more: object = {}) => ({ userId: 'U1', keyHash: 'k', requestHash: 'r', ...more })
  const claim = (more: object = {}, nowMs = 1_000_000, team = A) =>
    inTeam(
      (tx) => idempotencyKeysOf(tx).claim(request(more), { nowMs, keptSinceMs: nowMs - 86_400_000, lostSinceMs: nowMs - 600_000 }),
      team,
    )

  test('is claimed by one of all who come at once, and by nobody of another name, person or team', async () => {
    const kinds = (await Promise.all(Array.from({ length: 8 }, () => claim()))).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'new')).toHaveLength(1)
    expect(kinds.filter((kind) => kind === 'running')).toHaveLength(7)
    expect(await claim({ requestHash: 'other' })).toEqual({ kind: 'other' })
    for (const [more, team] of [[{ keyHash: 'k2' }], [{ userId: 'U2' }], [{}, B]] as const)
      expect(await claim(more, 1_000_000, team)).toEqual({ kind: 'new' })
  })

  test('is answered as before for its time, is claimed again when it was lost or released, and is forgotten', async () => {
    await inTeam((tx) => idempotencyKeysOf(tx).finish(request(), { status: 201, answer: 'sealed' }))
    expect(await claim({}, 86_000_000)).toEqual({ kind: 'done', status: 201, answer: 'sealed' })
    expect(await claim({}, 87_400_000)).toEqual({ kind: 'new' })
    expect(await claim({}, 87_999_999)).toEqual({ kind: 'running' })
    expect(await claim({}, 88_000_000)).toEqual({ kind: 'new' })
    await inTeam((tx) => idempotencyKeysOf(tx).release(request()))
    expect(await claim({}, 88_000_000)).toEqual({ kind: 'new' })
    expect(await database.db.withSystem((tx) => purgeIdempotencyKeys(tx, 88_000_000))).toBe(3)
  })
})
