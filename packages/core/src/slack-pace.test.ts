import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Pace, paceOf, takeFrom, UNPACED } from './slack-pace.ts'

/** Times at which requests went out, somebody asking every `stepMs` for `wanted` of them. */
function requestsOver(pace: Pace, { minutes, stepMs, wanted }: { minutes: number; stepMs: number; wanted: number }): number[] {
  const sent: number[] = []
  const budget = { dueMs: 0, parkedUntilMs: 0 }
  for (let nowMs = 0; nowMs < minutes * 60_000; nowMs += stepMs) {
    const { granted, dueMs } = takeFrom(budget, pace, wanted, nowMs)
    budget.dueMs = dueMs
    for (let n = 0; n < granted; n += 1) sent.push(nowMs)
  }
  return sent
}

const busiestMinute = (sent: readonly number[]): number =>
  Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + 60_000).length))

test.for([
  ['conversations.history', 50],
  ['users.list', 20],
  ['conversations.members', 100],
] as const)('%s never passes 80 %% of its tier in any minute, however eagerly it is asked, and uses most of it', ([method, tier]) => {
  fc.assert(
    fc.property(fc.integer({ min: 50, max: 7_000 }), fc.integer({ min: 1, max: 30 }), (stepMs, wanted) => {
      const sent = requestsOver(paceOf(method, 'full'), { minutes: 6, stepMs, wanted })
      expect(busiestMinute(sent)).toBeLessThanOrEqual(tier * 0.8)
    }),
    { numRuns: 60 },
  )
  expect(requestsOver(paceOf(method, 'full'), { minutes: 10, stepMs: 1_000, wanted: 9 }).length).toBeGreaterThan(tier * 0.65 * 10)
})

test('the capped class gives one request a minute on history and on replies, and leaves other methods alone', () => {
  const sent = requestsOver(paceOf('conversations.history', 'capped'), { minutes: 20, stepMs: 500, wanted: 5 })
  expect(sent).toHaveLength(20)
  expect(busiestMinute(sent)).toBe(1)
  expect(paceOf('conversations.info', 'capped')).toEqual(paceOf('conversations.info', 'full'))
})

test('a parked budget gives nothing until its time, and says how long that is', () => {
  const parked = { dueMs: 0, parkedUntilMs: 30_000 }
  expect(takeFrom(parked, UNPACED, 3, 10_000)).toMatchObject({ granted: 0, waitMs: 20_000 })
  expect(takeFrom(parked, UNPACED, 3, 30_000)).toMatchObject({ granted: 3, waitMs: 0 })
})

test('a wait is exactly as long as needed', () => {
  const pace = paceOf('conversations.history', 'capped')
  const first = takeFrom({ dueMs: 0, parkedUntilMs: 0 }, pace, 1, 1_000)
  const second = takeFrom({ dueMs: first.dueMs, parkedUntilMs: 0 }, pace, 1, 5_000)
  expect(second.granted).toBe(0)
  expect(takeFrom({ dueMs: second.dueMs, parkedUntilMs: 0 }, pace, 1, 5_000 + second.waitMs - 1).granted).toBe(0)
  expect(takeFrom({ dueMs: second.dueMs, parkedUntilMs: 0 }, pace, 1, 5_000 + second.waitMs).granted).toBe(1)
})
