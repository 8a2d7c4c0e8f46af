import { expect, test } from 'vitest'
import { readVectors } from './vectors.ts'

const shape = { name: 'X', count: 2, dimensions: 2 }

test('vectors are scaled to length 1, and one of zeros stays', () => {
  expect(
    readVectors(
      [
        [3, 4],
        [0, 0],
      ],
      shape,
    ),
  ).toEqual([Float32Array.of(0.6, 0.8), Float32Array.of(0, 0)])
  const [huge] = readVectors(
    [
      [1e38, 1e38],
      [1, 0],
    ],
    shape,
  )
  expect(Math.hypot(...(huge ?? []))).toBeCloseTo(1, 6)
})

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'unavailable'],
  ['too few', [[1, 0]], 'unavailable'],
  ['no lists', [{}, {}], 'unavailable'],
  [
    'null among them',
    [
      [1, null],
      [0, 1],
    ],
    'unavailable',
  ],
  [
    'not a number',
    [
      [1, Number.NaN],
      [0, 1],
    ],
    'unavailable',
  ],
  [
    'more than single precision holds',
    [
      [1, 1e300],
      [0, 1],
    ],
    'unavailable',
  ],
  [
    'words',
    [
      ['1', '0'],
      [0, 1],
    ],
    'unavailable',
  ],
  [
    'another length',
    [
      [1, 0, 0],
      [0, 1, 0],
    ],
    'invalid',
  ],
])('%s is no answer', (_, rows, reason) => {
  expect(() => readVectors(rows, shape)).toThrow(expect.objectContaining({ reason }))
})
