import { expect, test } from 'vitest'
import { stem } from './stem.ts'

test.each([
  ['migrations', 'migrat'],
  ['migrated', 'migrat'],
  ['billing', 'bill'],
  ['constructor', 'constructor'],
  ['東京', '東京'],
  ['', ''],
])('%s has the stem %s', (word, expected) => {
  expect(stem(word)).toBe(expected)
})

test('a word longer than any English one is its own stem', () => {
  const blob = 'ed'.repeat(50_000)
  expect(stem(blob)).toBe(blob)
}, 500)
