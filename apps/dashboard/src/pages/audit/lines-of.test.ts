import { expect, test } from 'vitest'
import { linesOf } from './lines-of.ts'

test('what changed is told in names and values, never as code', () => {
  expect(linesOf({ hard_cap: { from: true, to: false }, channels: ['C1', 'C2'], keptDays: null, reason: 'asked' })).toEqual([
    ['hard_cap from', 'yes'],
    ['hard_cap to', 'no'],
    ['channels', 'C1, C2'],
    ['keptDays', 'none'],
    ['reason', 'asked'],
  ])
  expect(linesOf({})).toEqual([])
  expect(linesOf('x')).toEqual([['Value', 'x']])
})
