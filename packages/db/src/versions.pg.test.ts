import { teamId, type UserId } from '@backscroll/core'
import { aChannelRecord, aDatabase, type TestDatabase } from '@backscroll/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChannelRecord, channelsOf } from './channels.ts'
import { teamsOf } from './teams.ts'
import type { TenantTx } from './tenant.ts'
import { type UserRecord, usersOf } from './users.ts'

const team = teamId('TAAA')
let database: TestDatabase
let made = 0
const inTeam = <T>(work: (tx: TenantTx) => Promise<T>): Promise<T> => database.db.withTenant(team, work)
const fresh = (prefix: 'C' | 'U'): string => {
  made += 1
  return `${prefix}${String(made).padStart(6, '0')}`
}

beforeAll(async () => {
  database = await aDatabase()
  await inTeam((tx) => teamsOf(tx).upsert({ teamId: team, name: 'a', domain: 'a', url: 'https://a.slack.com/' }))
})
afterAll(() => database[Symbol.asyncDispose]())

const channel = (id: string, more: Partial<ChannelRecord> = {}) => aChannelRecord(id, { name: 'first', ...more })

const user = (id: string, version: bigint, more: Partial<UserRecord> = {}): UserRecord => ({
  userId: id as UserId,
  username: 'ann',
  realName: '',
  displayName: '',
  isBot: false,
  isAdmin: false,
  isOwner: false,
  isRestricted: false,
  isUltraRestricted: false,
  deleted: false,
  updatedAtMs: 1,
  version,
  ...more,
})

/** Any order of the drawn events, each of them twice. */
const anyOrder = <Event>(event: fc.Arbitrary<Event>) =>
  fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 50 }), event), { selector: ([version]) => version, minLength: 1, maxLength: 7 })
    .chain((drawn) => fc.tuple(fc.constant(drawn), fc.shuffledSubarray([...drawn, ...drawn], { minLength: drawn.length * 2 })))

describe('what events tell of people and channels', () => {
  test('whatever the order and the repetition of its events, a person is as the newest one says', async () => {
    const change = fc.record({ displayName: fc.string(), isRestricted: fc.boolean(), deleted: fc.boolean(), isAdmin: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(anyOrder(change), async ([drawn, order]) => {
        const id = fresh('U')
        for (const [version, more] of order) await inTeam((tx) => usersOf(tx).upsertMany([user(id, BigInt(version), more)]))
        const newest = drawn.toSorted(([a], [b]) => a - b).at(-1)?.[1]
        const { displayName, ...flags } = newest ?? { displayName: '' }
        expect(await inTeam((tx) => usersOf(tx).get(id))).toMatchObject({ ...flags, displayName: displayName.replaceAll('\0', '') })
      }),
      { numRuns: 40 },
    )
  })

  test('whatever the order and the repetition of its events, each fact of a channel is as the newest event about it says', async () => {
    const facts = fc.record(
      { name: fc.constantFrom('a', 'b', 'c'), isArchived: fc.boolean(), isExtShared: fc.boolean(), topic: fc.constantFrom('', 'x', 'y') },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(anyOrder(facts), async ([drawn, order]) => {
        const id = fresh('C')
        await inTeam((tx) => channelsOf(tx).upsertMany([channel(id)]))
        for (const [version, told] of order) expect(await inTeam((tx) => channelsOf(tx).tell(id, told, BigInt(version)))).toBe(true)
        const expected = Object.assign(channel(id), ...drawn.toSorted(([a], [b]) => a - b).map(([, told]) => told))
        expect(await inTeam((tx) => channelsOf(tx).get(id))).toMatchObject(expected)
      }),
      { numRuns: 40 },
    )
  })

  test('a listing that was asked for before an event does not undo it; one asked for after it wins over its repetition', async () => {
    const [id, person] = [fresh('C'), fresh('U')]
    const [channelsAsOf, usersAsOf] = await inTeam(async (tx) => {
      await channelsOf(tx).upsertMany([channel(id)], 1n)
      await usersOf(tx).upsertMany([user(person, 1n)])
      return [await channelsOf(tx).asOf(), await usersOf(tx).asOf()]
    })
    await inTeam(async (tx) => {
      await channelsOf(tx).tell(id, { isPrivate: true }, 1_000_000n)
      await usersOf(tx).upsertMany([user(person, 1_000_000n, { deleted: true })])
      // the answers to what was asked before
      await channelsOf(tx).upsertMany([channel(id, { topic: 'listed' })], channelsAsOf)
      await usersOf(tx).upsertMany([user(person, usersAsOf, { displayName: 'listed' })])
    })
    expect(await inTeam((tx) => channelsOf(tx).get(id))).toMatchObject({ isPrivate: true, topic: 'listed' })
    expect(await inTeam((tx) => usersOf(tx).get(person))).toMatchObject({ deleted: true, displayName: '' })

    await inTeam(async (tx) => {
      await channelsOf(tx).upsertMany([channel(id, { topic: 'asked again' })], await channelsOf(tx).asOf())
      await usersOf(tx).upsertMany([user(person, await usersOf(tx).asOf(), { displayName: 'asked again' })])
      await channelsOf(tx).tell(id, { isPrivate: true }, 1_000_000n)
      await usersOf(tx).upsertMany([user(person, 1_000_000n, { deleted: true })])
    })
    expect(await inTeam((tx) => channelsOf(tx).get(id))).toMatchObject({ isPrivate: false, topic: 'asked again' })
    expect(await inTeam((tx) => usersOf(tx).get(person))).toMatchObject({ deleted: false, displayName: 'asked again' })
  })
})
