import { type ChannelId, contentHash, type MessageTs, teamId, type UserId } from '@backscroll/core'
import { aChannelRecord, aDatabase, aMessageState, type TestDatabase } from '@backscroll/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { channelsOf } from './channels.ts'
import { indexStateOf } from './index-state.ts'
import { messagesOf } from './messages/messages.ts'
import { teamsOf } from './teams.ts'
import { queriesOf, type TenantTx } from './tenant.ts'
import { wordTablesOf } from './word-tables.ts'

const A = teamId('TAAA')
const B = teamId('TBBB')
let database: TestDatabase
const inTeam = <Result>(team: typeof A, work: (tx: TenantTx) => Promise<Result>): Promise<Result> => database.db.withTenant(team, work)

beforeAll(async () => {
  database = await aDatabase()
  for (const id of [A, B]) await inTeam(id, (tx) => teamsOf(tx).upsert({ teamId: id, name: 'a', domain: 'a', url: 'https://a.slack.com/' }))
})
afterAll(() => database[Symbol.asyncDispose]())

test('the first table of a team stays, byte for byte, is named with its index, and is nobody else’s', async () => {
  const packed = Uint8Array.from({ length: 100_000 }, (_, at) => (at * 7) % 256)
  const first = { tableId: '0123456789ab', packed, passages: 1_000, fittedAtMs: 5 }
  expect(await inTeam(A, (tx) => wordTablesOf(tx).keep(first))).toBe(true)
  expect(await inTeam(A, (tx) => wordTablesOf(tx).keep({ ...first, tableId: 'another', packed: Uint8Array.of(1) }))).toBe(false)
  const kept = await inTeam(A, (tx) => wordTablesOf(tx).get())
  expect({ ...kept, packed: Uint8Array.from(kept?.packed ?? []) }).toEqual(first)
  await expect(inTeam(A, (tx) => queriesOf(tx).execute(sql`update word_tables set table_id = 'x'`))).rejects.toThrow()

  const table = { version: 1, embedderId: 'hash-v1/8/0123456789ab', dims: 8 }
  for (const id of [A, B]) await inTeam(id, (tx) => indexStateOf(tx).begin(table))
  expect((await inTeam(A, (tx) => indexStateOf(tx).get()))?.wordTableId).toBe('0123456789ab')
  expect((await inTeam(B, (tx) => indexStateOf(tx).get()))?.wordTableId).toBeNull()
  expect(await inTeam(B, (tx) => wordTablesOf(tx).get())).toBeNull()
  expect(await inTeam(B, (tx) => wordTablesOf(tx).forget())).toBe(false)
  expect(await inTeam(A, (tx) => wordTablesOf(tx).id())).toBe('0123456789ab')
})

test('it is gone with its team', async () => {
  const rows = () => database.db.withSystem((tx) => queriesOf(tx).execute(sql`select 1 from word_tables where team_id = ${A}`))
  expect(await rows()).toHaveLength(1)
  await database.db.withSystem((tx) => queriesOf(tx).execute(sql`delete from teams where team_id = ${A}`))
  expect(await rows()).toHaveLength(0)
})

test('words are counted in live messages of allowed public channels alone, always the same ones, and long ones are cut', async () => {
  const at = (second: number) => `${1_700_000_000 + second}.000100` as MessageTs
  const put = (channelId: string, second: number, text: string) => {
    const state = aMessageState({ channelId: channelId as ChannelId, ts: at(second), mrkdwn: text, userId: 'U1' as UserId })
    return { kind: 'put' as const, version: BigInt(second), source: 'event' as const, state, text, contentHash: contentHash(state) }
  }
  await inTeam(B, async (tx) => {
    await channelsOf(tx).upsertMany([
      aChannelRecord('COPEN'),
      aChannelRecord('CASKED'),
      { ...aChannelRecord('CPRIVATE'), isPrivate: true },
      aChannelRecord('CEXCLUDED'),
    ])
    for (const id of ['COPEN', 'CPRIVATE']) await channelsOf(tx).setPolicy(id as ChannelId, 'allowed', 'U1', 0)
    await channelsOf(tx).setPolicy('CEXCLUDED' as ChannelId, 'excluded', 'U1', 0)
    await messagesOf(tx).apply([
      put('COPEN', 1, 'an open word'),
      put('COPEN', 2, 'a second open word'),
      put('COPEN', 3, 'a deleted word'),
      put('CPRIVATE', 4, 'a private word'),
      put('CEXCLUDED', 5, 'an excluded word'),
      put('CASKED', 6, 'a word in a channel that nobody has allowed'),
    ])
    await messagesOf(tx).apply([
      { kind: 'delete', version: 9n, source: 'event', reason: 'deleted', channelId: 'COPEN' as ChannelId, ts: at(3) },
    ])
  })
  const drawn = (limit: number, characters: number) => inTeam(B, (tx) => messagesOf(tx).publicTexts(limit, characters))
  const all = await drawn(10, 100)
  expect(all.toSorted()).toEqual(['a second open word', 'an open word'])
  expect(await drawn(10, 100)).toEqual(all)
  expect(await drawn(1, 4)).toEqual(all.slice(0, 1).map((text) => text.slice(0, 4)))
})
