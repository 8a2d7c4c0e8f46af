import { channelId, InvalidInputError } from '@backscroll/core'
import { expect, test } from 'vitest'
import { historyMessage } from './history-message.ts'

const channel = channelId('C1')
const said = { type: 'message', user: 'U1', text: 'x', ts: '100.000200' }

test('the version of a page is the newer of post and edit', () => {
  expect(historyMessage(channel, said, 'backfill')).toMatchObject({ kind: 'put', version: 100_000_200n, source: 'backfill' })
  expect(historyMessage(channel, { ...said, edited: { user: 'U1', ts: '105.000000' } }, 'import')).toMatchObject({
    version: 105_000_000n,
    source: 'import',
  })
  expect(historyMessage(channel, { ...said, edited: { user: 'U1', ts: '99.000000' } }, 'import')).toMatchObject({ version: 100_000_200n })
})

test('a thread root says how many replies it has', () => {
  expect(historyMessage(channel, { ...said, thread_ts: said.ts, reply_count: 2, latest_reply: '101.000000' }, 'backfill')).toMatchObject({
    state: { threadTs: said.ts, replyCount: 2, latestReplyTs: '101.000000' },
  })
})

test('a tombstone is a delete, a redacted message too', () => {
  expect(historyMessage(channel, { ...said, subtype: 'tombstone', hidden: true }, 'backfill')).toMatchObject({
    kind: 'delete',
    reason: 'tombstone',
    ts: said.ts,
  })
  expect(historyMessage(channel, { ...said, subtype: 'ekm_access_denied' }, 'backfill')).toMatchObject({
    kind: 'delete',
    reason: 'redacted',
  })
})

test.each([{ subtype: 'channel_join' }, { subtype: 'bot_add' }, { subtype: 'brand_new' }, { hidden: true }])(
  '%j is not stored',
  (fields) => {
    expect(historyMessage(channel, { ...said, ...fields }, 'backfill')).toBeNull()
  },
)

test('our own answers are never sources', () => {
  const self = { botUserId: 'UBOT', botId: null, appId: 'ABOT' }
  expect(historyMessage(channel, { ...said, user: 'UBOT' }, 'backfill', self)).toBeNull()
  expect(historyMessage(channel, { ...said, bot_profile: { app_id: 'ABOT' } }, 'backfill', self)).toBeNull()
  expect(historyMessage(channel, said, 'backfill', self)).not.toBeNull()
})

test.each([null, 'x', [], {}, { ts: 100.0002, text: 'x' }, { ts: '100', text: 'x' }, { ...said, user: 7 }, { ...said, thread_ts: 'x' }])(
  '%j is no message',
  (raw) => {
    expect(() => historyMessage(channel, raw, 'import')).toThrow(InvalidInputError)
  },
)
