import { randomUUID } from 'node:crypto'
import {
  type ChannelId,
  contentHash,
  type ErasedSpan,
  isInSpan,
  type MessageTs,
  spanOf,
  teamId,
  type UserId,
  userId,
} from '@backscroll/core'
import { aChannelRecord, aDatabase, aMessageState, type TestDatabase } from '@backscroll/testkit'
import fc from 'fast-check'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { channelsOf } from './channels.ts'
import { erasedSpansOf } from './erased-spans.ts'
import { messagesOf } from './messages/messages.ts'
import type { StoredChange } from './messages/stored-change.ts'
import { moveChannel } from './move-channel.ts'
import { teamsOf } from './teams.ts'
import type { TenantTx } from './tenant.ts'

const TEAMS = [teamId('TAAA'), teamId('TBBB')] as const
const SPANNED: ErasedSpan = { channelId: null, userId: null, threadTs: null, fromTs: '', untilTs: '2', exceptChannels: [] }
const at = (second: number) => `17000000${String(second).padStart(2, '0')}.000100`
let database: TestDatabase
let admin: postgres.Sql
const inTeam = <T>(work: (tx: TenantTx) => Promise<T>, team = TEAMS[0]): Promise<T> => database.db.withTenant(team, work)

beforeAll(async () => {
  database = await aDatabase()
  admin = postgres(database.adminUrl, { max: 1, onnotice() {} })
  for (const team of TEAMS)
    await inTeam((tx) => teamsOf(tx).upsert({ teamId: team, name: 'a', domain: 'a', url: 'https://a.slack.com/' }), team)
})
afterAll(async () => {
  await admin.end({ timeout: 5 })
  await database[Symbol.asyncDispose]()
})

interface Given {
  channelId: string
  ts: string
  threadTs: string | null
  userId: string | null
}
function put({ channelId, ts, threadTs, userId: author }: Given, version = 1): StoredChange {
  const text = `${channelId} ${ts}`
  const place = { channelId: channelId as ChannelId, ts: ts as MessageTs, threadTs: threadTs as MessageTs | null }
  const state = aMessageState({ ...place, userId: author as UserId | null, mrkdwn: text })
  return { kind: 'put', version: BigInt(version), source: 'event', state, text, contentHash: contentHash(state) }
}
const message = (channelId: string, second: number, more: Partial<Given> = {}): Given => ({
  channelId,
  ts: at(second),
  threadTs: null,
  userId: 'U1',
  ...more,
})
const apply = (changes: readonly StoredChange[], team = TEAMS[0]) => inTeam((tx) => messagesOf(tx).apply(changes), team)
const live = async (team = TEAMS[0]) => {
  const page = await inTeam((tx) => messagesOf(tx).page(null, 1_000), team)
  return page.filter(({ deleted }) => !deleted).map(({ channelId, ts }) => `${channelId}:${ts}`)
}
const clear = () => admin`truncate messages cascade`.then(() => admin`truncate erased_spans`)
const take = (span: ErasedSpan) => inTeam((tx) => messagesOf(tx).takeContent({ scope: { span }, version: 9n, limit: 1_000 }))

test('whatever a span says, what is stored is taken out and what comes later stays away by the same rule', async () => {
  const seconds = fc.integer({ min: 0, max: 9 })
  const given = fc.record({
    channelId: fc.constantFrom('C1', 'C2', 'C3'),
    ts: seconds.map(at),
    threadTs: fc.option(seconds.map(at)),
    userId: fc.option(fc.constantFrom('U1', 'U2')),
  })
  const span = fc.record<ErasedSpan>({
    channelId: fc.option(fc.constantFrom('C1', 'C2')),
    userId: fc.option(fc.constantFrom('U1', 'U2')),
    threadTs: fc.option(seconds.map(at)),
    fromTs: fc.oneof(fc.constant(''), seconds.map(at)),
    untilTs: seconds.map(at),
    exceptChannels: fc.subarray(['C1', 'C3']),
  })
  const messages = fc.uniqueArray(given, { maxLength: 12, selector: ({ channelId, ts }) => `${channelId}:${ts}` })
  await fc.assert(
    fc.asyncProperty(messages, span, async (all, erased) => {
      const left = all.filter((one) => !isInSpan(erased, one)).map(({ channelId, ts }) => `${channelId}:${ts}`)
      await clear()
      await apply(all.map((one) => put(one)))
      expect(await inTeam((tx) => messagesOf(tx).countContent({ span: erased }))).toBe(all.length - left.length)
      await take(erased)
      expect((await live()).toSorted()).toEqual(left.toSorted())
      // the same messages, for the first time, and again with newer words
      await clear()
      await inTeam((tx) => erasedSpansOf(tx).add(randomUUID(), erased))
      for (const version of [1, 2]) await apply(all.map((one) => put(one, version)))
      expect((await live()).toSorted()).toEqual(left.toSorted())
      expect(await admin`select 1 from message_bodies`).toHaveLength(left.length)
    }),
    { numRuns: 40 },
  )
})

test('a reply keeps its thread, so that a comparison finds it there; another team stores what it likes', async () => {
  await clear()
  await inTeam((tx) => erasedSpansOf(tx).add(randomUUID(), { ...SPANNED, channelId: 'C1' }))
  const reply = message('C1', 5, { threadTs: at(1) })
  await apply([put(reply)])
  await apply([put(reply)], TEAMS[1])
  expect(await live()).toEqual([])
  expect(await live(TEAMS[1])).toEqual([`C1:${at(5)}`])
  const window = { channelId: 'C1' as ChannelId, after: at(0) as MessageTs, upTo: at(2) as MessageTs }
  expect(await inTeam((tx) => messagesOf(tx).windowMessages(window))).toMatchObject([{ ts: at(5), threadTs: at(1), isErased: true }])
})

test('a span waits for those who are storing, and holds what they have stored', async () => {
  await clear()
  const steps: string[] = []
  const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>()
  const { promise: hasStored, resolve: stored } = Promise.withResolvers<void>()
  const storing = inTeam(async (tx) => {
    await messagesOf(tx).apply([put(message('C1', 1))])
    stored()
    await mayCommit
    steps.push('stored')
  })
  await hasStored
  const span = spanOf({ kind: 'person', userId: userId('U1') }, 1_000)
  const erasureId = randomUUID()
  const erasing = inTeam((tx) => erasedSpansOf(tx).add(erasureId, span)).then(() => steps.push('erased'))
  const isWaiting = () => admin`select 1 from pg_locks where locktype = 'advisory' and not granted`.then(({ length }) => length)
  await expect.poll(isWaiting).toBe(1)
  commit()
  await Promise.all([storing, erasing])
  expect(steps).toEqual(['stored', 'erased'])
  // asked for by a clock that is behind Slack's
  const added = await inTeam((tx) => erasedSpansOf(tx).get(erasureId))
  expect(added?.untilTs).toBe(at(1))
  await take(added ?? SPANNED)
  await apply([put(message('C1', 1), 7), put(message('C1', 2))])
  expect(await live()).toEqual([`C1:${at(2)}`])
})

test('a channel takes its spans along when Slack gives it another id', async () => {
  await clear()
  await inTeam((tx) => channelsOf(tx).upsertMany([aChannelRecord('C7'), aChannelRecord('C8')]))
  const erasureIds = [randomUUID(), randomUUID()] as const
  await inTeam((tx) => erasedSpansOf(tx).add(erasureIds[0], { ...SPANNED, channelId: 'C7' }))
  await inTeam((tx) => erasedSpansOf(tx).add(erasureIds[1], { ...SPANNED, userId: 'U2', exceptChannels: ['C7'] }))
  await inTeam((tx) => moveChannel(tx, { from: 'C7', to: 'C8', version: 1n }))
  expect(await inTeam((tx) => erasedSpansOf(tx).get(erasureIds[0]))).toMatchObject({ channelId: 'C8' })
  expect(await inTeam((tx) => erasedSpansOf(tx).get(erasureIds[1]))).toMatchObject({ channelId: null, exceptChannels: ['C8'] })
})
