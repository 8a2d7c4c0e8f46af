import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Interval, withInterval } from './intervals.ts'

const digits = fc.integer({ min: 0, max: 9 })
const interval = fc
  .record({ a: digits, b: digits, complete: fc.boolean(), threadsComplete: fc.boolean() })
  .map(({ a, b, ...flags }): Interval => ({ fromTs: String(Math.min(a, b)), toTs: String(Math.max(a, b)), ...flags }))

/** How well each stretch between two neighbouring moments is known; -1 when not at all. */
const knowledge = (list: readonly Interval[]): number[] =>
  Array.from({ length: 9 }, (_, at) =>
    Math.max(
      -1,
      ...list
        .filter((one) => Number(one.fromTs) <= at && Number(one.toTs) >= at + 1)
        .map((one) => (one.complete ? 2 : 0) + (one.threadsComplete ? 1 : 0)),
    ),
  )

test('after any additions every stretch is as well known as the best that was said about it', () => {
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 8 }), (added) => {
      const merged = added.reduce(withInterval, [])
      expect(knowledge(merged)).toEqual(knowledge(added))
      const starts = merged.map((one) => one.fromTs)
      expect(new Set(starts).size).toBe(starts.length)
      for (const [at, one] of merged.entries()) expect(one.fromTs >= (merged[at - 1]?.toTs ?? '')).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test('neighbours of equal worth become one', () => {
  const known = { complete: true, threadsComplete: true }
  const list = withInterval([{ fromTs: '1', toTs: '3', ...known }], { fromTs: '3', toTs: '5', ...known })
  expect(list).toEqual([{ fromTs: '1', toTs: '5', ...known }])
})
