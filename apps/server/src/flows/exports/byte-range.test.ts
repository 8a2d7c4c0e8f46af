import { expect, test } from 'vitest'
import { byteRange } from './byte-range.ts'

test.each<[string | undefined, [number, number, boolean] | null]>([
  [undefined, [0, 99, false]],
  ['bytes=0-', [0, 99, true]],
  ['bytes=10-19', [10, 19, true]],
  ['bytes=90-500', [90, 99, true]],
  ['bytes=-10', [90, 99, true]],
  ['bytes=-500', [0, 99, true]],
  ['bytes=-0', null],
  ['bytes=100-', null],
  ['bytes=20-10', [0, 99, false]],
  ['bytes=0-1,5-6', [0, 99, false]],
  ['lines=1-2', [0, 99, false]],
  ['bytes=-', [0, 99, false]],
])('%s', (header, expected) => {
  const range = byteRange(header, 100)
  expect(range && [range.start, range.end, range.isPart]).toEqual(expected)
})
