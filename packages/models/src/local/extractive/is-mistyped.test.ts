import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMistyped } from './is-mistyped.ts'

test.each<[string, string, boolean]>([
  ['biling', 'billing', true],
  ['billnig', 'billing', true],
  ['billimg', 'billing', true],
  ['billings', 'billing', true],
  ['billing', 'billing', false],
  ['filling', 'billing', false],
  ['bilng', 'billing', false],
  ['datbaes', 'database', false],
  ['retroactivly', 'retroactively', true],
  ['retroacitvly', 'retroactively', true],
  ['pots', 'post', false],
  ['inc31', 'inc32', false],
  ['', 'billing', false],
])('%s for %s: %s', (word, other, expected) => {
  expect(isMistyped(word, other)).toBe(expected)
})

test('it holds both ways', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), maxLength: 12 })
  fc.assert(fc.property(word, word, (a, b) => isMistyped(a, b) === isMistyped(b, a)))
})
