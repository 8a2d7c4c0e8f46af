import { messageTs } from '@backscroll/core'
import type { Watermark } from '@backscroll/db'
import { expect, test } from 'vitest'
import { type DeeperWish, planDeeperPass } from './plan-deeper-pass.ts'

const DAY_MS = 86_400_000
const NOW = 1_000 * DAY_MS
const day = (days: number) => messageTs(`${(NOW - days * DAY_MS) / 1_000}.000000`)
const HALF_HOUR_AGO = messageTs(`${NOW / 1_000 - 1_800}.000000`)

const mark = (more: Partial<Watermark> = {}): Watermark => ({
  channelId: 'C1',
  cursor: null,
  oldestTs: day(80),
  newestTs: day(1),
  pagesDone: true,
  fromTs: day(90),
  startedAtMs: 7,
  threads: 'moved',
  jumpAt: null,
  jumpTo: null,
  isStopped: false,
  messagesRead: 5,
  threadsFound: 1,
  threadsPending: 0,
  ...more,
})
const plan = (more: Partial<DeeperWish> = {}) =>
  planDeeperPass({ channelId: 'C1', nowMs: NOW, days: 365, open: mark(), covered: [{ fromTs: day(90), toTs: day(1) }], ...more })

test('what was read is jumped over', () => {
  expect(plan()).toEqual({
    kind: 'begin',
    pass: { channelId: 'C1', startedAtMs: NOW, fromTs: day(365), threads: 'all', jumpAt: HALF_HOUR_AGO, jumpTo: day(90) },
  })
})

test('nothing is planned where it is read that far, by whatever pass, and where somebody has ended the reading', () => {
  expect(plan({ days: 90 })).toBeNull()
  expect(plan({ days: 30 })).toBeNull()
  expect(plan({ open: mark({ isStopped: true }) })).toBeNull()
  expect(plan({ covered: [{ fromTs: day(400), toTs: day(1) }] })).toBeNull()
  expect(plan({ open: mark({ pagesDone: false, fromTs: day(2) }), covered: [{ fromTs: day(400), toTs: day(1) }] })).toBeNull()
  expect(plan({ open: mark({ pagesDone: false, fromTs: day(365) }) })).toBeNull()
})

test('parts that touch count as one, a gap ends them', () => {
  const covered = [
    { fromTs: day(200), toTs: day(150) },
    { fromTs: day(100), toTs: day(50) },
    { fromTs: day(50), toTs: day(1) },
  ]
  expect(plan({ covered })).toMatchObject({ pass: { jumpTo: day(100) } })
})

test('a pass under way goes on: a first one without a jump, a short comparison over what lies between, a jump stays', () => {
  const widened = (more: Partial<Watermark>, covered: DeeperWish['covered']) => plan({ open: mark({ pagesDone: false, ...more }), covered })
  const first = widened({ oldestTs: day(30) }, [{ fromTs: day(30), toTs: day(1) }])
  expect(first).toEqual({
    kind: 'widen',
    pass: { channelId: 'C1', startedAtMs: NOW, wasStartedAtMs: 7, fromTs: day(365), threads: 'all', jumpAt: null, jumpTo: null },
  })
  const short = widened({ fromTs: day(1), oldestTs: null }, [{ fromTs: day(90), toTs: day(1) }])
  expect(short).toMatchObject({ kind: 'widen', pass: { fromTs: day(365), jumpAt: day(1), jumpTo: day(90) } })
  const jumping = widened({ jumpAt: day(2), jumpTo: day(60) }, [{ fromTs: day(90), toTs: day(1) }])
  expect(jumping).toMatchObject({ pass: { fromTs: day(365), jumpAt: day(2), jumpTo: day(60) } })
})
