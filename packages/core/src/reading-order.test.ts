import { expect, test } from 'vitest'
import { type ReadableChannel, readingOrder } from './reading-order.ts'

const DAY_MS = 86_400_000
const NOW_MS = 100 * DAY_MS
const channel = (channelId: string, more: Partial<ReadableChannel> = {}): ReadableChannel => ({
  channelId,
  reachedMs: null,
  priority: 0,
  asked: 0,
  active: 0,
  ...more,
})
const order = (channels: ReadableChannel[]) => readingOrder(channels, NOW_MS).map(({ channelId }) => channelId)

test('every channel gets its first page, then seven days, then thirty, before any gets its older history', () => {
  expect(
    order([
      channel('C4', { reachedMs: NOW_MS - 40 * DAY_MS, priority: 9 }),
      channel('C3', { reachedMs: NOW_MS - 8 * DAY_MS, priority: 5 }),
      channel('C2', { reachedMs: NOW_MS - DAY_MS }),
      channel('C1'),
    ]),
  ).toEqual(['C1', 'C2', 'C3', 'C4'])
})

test('among equals the admin decides, then questions, then activity', () => {
  expect(
    order([
      channel('CQUIET'),
      channel('CACTIVE', { active: 50 }),
      channel('CASKED', { asked: 1, active: 2 }),
      channel('CWANTED', { priority: 1 }),
    ]),
  ).toEqual(['CWANTED', 'CASKED', 'CACTIVE', 'CQUIET'])
})
