import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jumpingTime } from '../../test/jumping-time.ts'
import { createPacing, type Lane } from './pacing.ts'

const LIMIT = { perMinute: 2_000, largestCall: 96, reserve: 24 }
const never = new AbortController().signal
const turn = (cost: number, lane: Lane, untilMs = Number.POSITIVE_INFINITY) => ({ cost, lane, untilMs, signal: never })

test('no 60 seconds see more than the limit, whoever asks for whatever', async () => {
  const asking = fc.record({
    cost: fc.integer({ min: 1, max: 96 }),
    lane: fc.constantFrom<Lane>('question', 'backfill'),
    idleMs: fc.nat(90_000),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(asking, { minLength: 20, maxLength: 120 }), async (calls) => {
      const time = jumpingTime()
      const pacing = createPacing('X', time, LIMIT)
      const passed: { atMs: number; cost: number }[] = []
      for (const [n, { cost, lane, idleMs }] of calls.entries()) {
        if (n % 10 === 0) time.pass(idleMs)
        await pacing.take(turn(lane === 'question' ? Math.min(cost, 24) : cost, lane))
        passed.push({ atMs: time.nowMs(), cost: lane === 'question' ? Math.min(cost, 24) : cost })
        const minute = passed.filter(({ atMs }) => atMs > time.nowMs() - 60_000)
        expect(minute.reduce((sum, each) => sum + each.cost, 0)).toBeLessThanOrEqual(2_000)
      }
    }),
    { numRuns: 200 },
  )
})

test('a long backfill gets nearly all of it', async () => {
  const time = jumpingTime()
  const pacing = createPacing('X', time, LIMIT)
  const startedMs = time.nowMs()
  for (let n = 0; n < 1_042; n += 1) await pacing.take(turn(96, 'backfill'))
  expect((time.nowMs() - startedMs) / 60_000).toBeGreaterThan(50)
  expect((time.nowMs() - startedMs) / 60_000).toBeLessThan(54)
})

test('questions pass while a backfill has to wait', async () => {
  const time = jumpingTime()
  const pacing = createPacing('X', time, LIMIT)
  await pacing.take(turn(96, 'backfill'))
  await expect(pacing.take(turn(96, 'backfill', time.nowMs() + 1_000))).rejects.toMatchObject({ reason: 'rate_limited' })
  for (let n = 0; n < 24; n += 1) await pacing.take(turn(1, 'question'))
  expect(time.slept).toEqual([])
  await pacing.take(turn(1, 'question'))
  expect(time.slept).toEqual([32])
})

test('a wait that would end too late is not begun, and says how long it is', async () => {
  const time = jumpingTime()
  const pacing = createPacing('X', time, LIMIT)
  pacing.pause(10_000)
  await expect(pacing.take(turn(1, 'question', time.nowMs() + 2_000))).rejects.toMatchObject({ retryAfterMs: 10_000 })
  expect(time.slept).toEqual([])
  await pacing.take(turn(1, 'question'))
  expect(time.slept).toEqual([10_000])
})
