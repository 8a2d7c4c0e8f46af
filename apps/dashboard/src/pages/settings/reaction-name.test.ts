import { settingsShape } from '@backscroll/contracts'
import { expect, test } from 'vitest'
import { reactionName } from './reaction-name.ts'

test.each([
  [':pushpin:', 'pushpin'],
  [' Pushpin ', 'pushpin'],
  ['+1', '+1'],
  ['x'.repeat(100), 'x'.repeat(100)],
  ['', ''],
  ['two words', null],
  ['📌', null],
  ['x'.repeat(101), null],
])('%s is the reaction %s, as the API takes it', (typed, name) => {
  expect(reactionName(typed)).toBe(name)
  if (typed !== '') expect(settingsShape.keep_reaction.safeParse(name ?? typed).success).toBe(name !== null)
})
