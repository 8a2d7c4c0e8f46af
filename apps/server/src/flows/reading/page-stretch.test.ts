import { messageTs } from '@backscroll/core'
import type { StoredState, Watermark } from '@backscroll/db'
import { aWatermark } from '@backscroll/testkit'
import { describe, expect, test } from 'vitest'
import { pageStretch } from './page-stretch.ts'
import type { ReadPage } from './read-history.ts'

const at = (seconds: number) => messageTs(`${String(seconds).padStart(10, '0')}.000000`)
const mark = (more: Partial<Watermark> = {}) => aWatermark({ fromTs: at(10), startedAtMs: 0, ...more })
const page = (seen: number[], more: Partial<ReadPage> = {}): ReadPage => ({
  changes: [],
  seen: seen.map(at),
  threads: [],
  nextCursor: null,
  hasMore: false,
  isLimited: false,
  ...more,
})
const states = (...seconds: number[]) =>
  seconds.map((one): StoredState => ({ ts: at(one), version: 1n, contentHash: null, isPlaceUncertain: false }))
const spokenOf = (stretch: ReturnType<typeof pageStretch>) => stretch.spokenOf.map(({ ts }) => Number.parseInt(ts, 10))

describe('what a page of history speaks of', () => {
  test('everything down to its oldest message', () => {
    const stretch = pageStretch(mark(), page([50, 60], { hasMore: true, nextCursor: 'next' }), states(70, 55, 50, 40), false)
    expect(spokenOf(stretch)).toEqual([70, 55, 50])
    expect(stretch).toMatchObject({ from: at(50), next: { cursor: 'next', oldestTs: at(50), newestTs: at(60), pagesDone: false } })
  })

  test('the last page down to the end of the window, and not beyond', () => {
    const stretch = pageStretch(mark({ oldestTs: at(40), newestTs: at(60) }), page([30]), states(35, 20, 10, 9), false)
    expect(spokenOf(stretch)).toEqual([35, 20])
    expect(stretch).toMatchObject({ from: at(10), next: { oldestTs: at(30), newestTs: at(60), pagesDone: true } })
  })

  test('on a free workspace only what Slack shows', () => {
    expect(spokenOf(pageStretch(mark(), page([30], { isLimited: true }), states(35, 20), false))).toEqual([35])
    expect(spokenOf(pageStretch(mark(), page([], { isLimited: true }), states(35, 20), false))).toEqual([])
  })

  test('a comparison that was cut goes on where it was cut', () => {
    const stretch = pageStretch(mark(), page([30]), states(90, 80), true)
    expect(spokenOf(stretch)).toEqual([90, 80])
    expect(stretch).toMatchObject({ from: at(80), next: { cursor: null, oldestTs: at(80), pagesDone: false } })
  })

  test('having reached what an earlier pass read, the pass goes on below it', () => {
    const jumping = mark({ jumpAt: at(70), jumpTo: at(40) })
    expect(pageStretch(jumping, page([80]), states(75, 60), false)).toMatchObject({
      from: at(70),
      spokenOf: [{ ts: at(75) }],
      next: { oldestTs: at(40), pagesDone: false, jumpAt: null, jumpTo: null },
    })
  })
})
