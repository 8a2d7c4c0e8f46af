import { channelId, contentHash, type MessageChange, messageTs } from '@backscroll/core'
import type { StoredState } from '@backscroll/db'
import { aMessageState } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import { type ObservedPage, observePage } from './observe-page.ts'

const CHANNEL = channelId('C1')
const ts = messageTs('100.000000')
const put = (mrkdwn: string, version = 100_000_000n): MessageChange => ({
  kind: 'put',
  version,
  source: 'backfill',
  state: aMessageState({ channelId: CHANNEL, ts, mrkdwn }),
})
const stored = (text: string, more: Partial<StoredState> = {}): StoredState => ({
  ts,
  version: 100_000_000n,
  contentHash: contentHash({ mrkdwn: text, appendix: '' }),
  isPlaceUncertain: false,
  ...more,
})
const page = (more: Partial<ObservedPage>) =>
  observePage({ channelId: CHANNEL, changes: [], seen: new Set(), before: [], now: [], askedMicros: 900_000_000n, ...more })

test('what was stored before Slack was asked, and is missing on the page, is deleted', () => {
  const { changes, deleted } = page({ before: [stored('a')], now: [stored('a')] })
  expect(changes).toEqual([{ kind: 'delete', source: 'reconcile', channelId: CHANNEL, ts, reason: 'deleted', version: 900_000_000n }])
  expect(deleted).toBe(1)
})

test('what came after Slack was asked is never deleted by its page', () => {
  expect(page({ before: [], now: [stored('a')] }).changes).toEqual([])
})

test('what was changed after Slack was asked is never deleted by its page', () => {
  expect(page({ before: [stored('a')], now: [stored('b', { version: 100_000_001n })] }).changes).toEqual([])
})

test('what is deleted already stays as it is', () => {
  expect(page({ before: [stored('a')], now: [] }).changes).toEqual([])
})

test('a message that is on the page but cannot be read is not taken for deleted', () => {
  expect(page({ before: [stored('a')], now: [stored('a')], seen: new Set([ts]) }).changes).toEqual([])
})

test('a message whose place nobody has named is asked for, not deleted', () => {
  const uncertain = stored('a', { isPlaceUncertain: true })
  expect(page({ before: [uncertain], now: [uncertain] })).toMatchObject({ changes: [], uncertain: [ts], deleted: 0 })
})

test('other content of the same or an older version is the truth when nothing has touched the message since', () => {
  const seen = new Set([ts])
  const before = [stored('a', { version: 100_500_000n })]
  expect(page({ changes: [put('b')], seen, before, now: before }).changes[0]?.version).toBe(100_500_001n)
  expect(page({ changes: [put('a')], seen, before, now: before }).changes[0]?.version).toBe(100_000_000n)
  expect(page({ changes: [put('b')], seen, before, now: [stored('c', { version: 200_000_000n })] }).changes[0]?.version).toBe(100_000_000n)
})

test('a tombstone moves the version, so that the index hears of it', () => {
  const tombstone: MessageChange = {
    kind: 'delete',
    version: 100_000_000n,
    source: 'backfill',
    channelId: CHANNEL,
    ts,
    reason: 'tombstone',
  }
  const { changes } = page({ changes: [tombstone], seen: new Set([ts]), before: [stored('a')], now: [stored('a')] })
  expect(changes).toMatchObject([{ reason: 'tombstone', version: 900_000_000n }])
})
