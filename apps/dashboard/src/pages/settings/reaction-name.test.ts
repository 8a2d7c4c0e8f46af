import { expect, test } from 'vitest'
import { reactionName } from './reaction-name.ts'

test.each([
  [':pushpin:', 'pushpin'],
  [' Pushpin ', 'pushpin'],
  ['+1', '+1'],
  ['', ''],
  ['two words', null],
  ['📌', null],
  ['x'.repeat(101), null],
])('%s is the reaction %s', (typed, name) => {
  expect(reactionName(typed)).toBe(name)
})
