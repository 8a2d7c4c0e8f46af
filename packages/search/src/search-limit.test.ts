import { expect, test } from 'vitest'
import { createSearchLimit } from './search-limit.ts'

test('at most so many run, the rest in order of arrival, and a failure frees its place', async () => {
  const limit = createSearchLimit(3)
  const started: number[] = []
  let active = 0
  let most = 0
  const settled = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) =>
      limit(async () => {
        started.push(n)
        active += 1
        most = Math.max(most, active)
        await Promise.resolve()
        active -= 1
        if (n % 3 === 0) throw new Error('no')
      }),
    ),
  )
  expect(most).toBe(3)
  expect(started).toEqual(Array.from({ length: 20 }, (_, n) => n))
  expect(settled.filter((each) => each.status === 'rejected')).toHaveLength(7)
})
