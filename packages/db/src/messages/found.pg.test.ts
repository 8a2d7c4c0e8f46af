import { type ChannelId, contentHash, type MessageTs, teamId, type UserId, type VisibleChannels } from '@backscroll/core'
import { aChannelRecord, aDatabase, aMessageState, type TestDatabase } from '@backscroll/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { channelsOf } from '../channels.ts'
import { teamsOf } from '../teams.ts'
import { messagesOf } from './messages.ts'
import type { StoredChange } from './stored-change.ts'

const team = teamId('TAAA')
let database: TestDatabase
const visible = (...ids: string[]): VisibleChannels => ids as unknown as VisibleChannels
const at = (second: number): MessageTs => `${1_700_000_000 + second}.000100` as MessageTs
const place = (channelId: string, root: number, first = root, last = first) => ({
  channelId: channelId as ChannelId,
  threadTs: at(root),
  firstTs: at(first),
  lastTs: at(last),
})

function put(channel: string, second: number, text: string, over: Partial<Parameters<typeof aMessageState>[0]> = {}): StoredChange {
  const state = aMessageState({ channelId: channel as ChannelId, ts: at(second), mrkdwn: text, userId: 'U1' as UserId, ...over })
  return { kind: 'put', version: BigInt(second), source: 'event', state, text, contentHash: contentHash(state) }
}

beforeAll(async () => {
  database = await aDatabase()
  await database.db.withTenant(team, async (tx) => {
    await teamsOf(tx).upsert({ teamId: team, name: 'a', domain: 'a', url: 'https://a.slack.com/' })
    for (const id of ['C1', 'C2']) {
      await channelsOf(tx).upsertMany([aChannelRecord(id)])
      await channelsOf(tx).setPolicy(id as ChannelId, id === 'C2' ? 'excluded' : 'allowed', 'U1', 0)
    }
    const threadTs = at(1)
    const facets = {
      files: [],
      isPinned: false,
      reactions: [
        { name: 'white_check_mark', userIds: ['U1', 'U2'] as UserId[], isWhole: true },
        { name: 'tada', userIds: ['U3'] as UserId[], isWhole: true },
      ],
    }
    await messagesOf(tx).apply([
      put('C1', 1, 'root', { threadTs, facets }),
      put('C1', 2, 'first reply with `code`', { threadTs }),
      put('C1', 3, 'second reply', { threadTs }),
      put('C1', 4, 'third reply', { threadTs }),
      put('C1', 5, 'alone'),
      put('C2', 6, 'not allowed'),
    ])
    await messagesOf(tx).apply([
      { kind: 'delete', version: 9n, source: 'event', reason: 'deleted', channelId: 'C1' as ChannelId, ts: at(4) },
    ])
  })
})
afterAll(() => database[Symbol.asyncDispose]())

const find = (places: ReturnType<typeof place>[], ...channels: string[]) =>
  database.db.withTenant(team, (tx) => messagesOf(tx).found(places, visible(...channels)))

test('a stretch of a thread brings its live messages, a message brings itself, each once', async () => {
  const found = await find([place('C1', 1, 1, 4), place('C1', 1, 2), place('C1', 5)], 'C1')
  expect(found.map(({ text }) => text)).toEqual(['root', 'first reply with `code`', 'second reply', 'alone'])
  expect((await find([place('C1', 1, 2, 3)], 'C1')).map(({ text }) => text)).toEqual(['first reply with `code`', 'second reply'])
})

test('it knows live replies, reactions, check marks and code', async () => {
  const [root, reply] = await find([place('C1', 1, 1, 2)], 'C1')
  expect(root).toMatchObject({ replyCount: 2, reactionCount: 3, isResolved: true, hasCode: false })
  expect(reply).toMatchObject({ replyCount: 0, reactionCount: 0, isResolved: false, hasCode: true })
})

test('what the asker may not read, what is not allowed and what another team has is not there', async () => {
  expect(await find([place('C1', 5)], 'C2')).toEqual([])
  expect(await find([place('C2', 6)], 'C2')).toEqual([])
  const other = await database.db.withTenant(teamId('TBBB'), (tx) => messagesOf(tx).found([place('C1', 5)], visible('C1')))
  expect(other).toEqual([])
})
