import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hostileWords } from '../../test/hostile-words.ts'
import { closedCode, fittedMrkdwn } from './plain-mrkdwn.ts'
import { visibleLine, visibleText } from './visible-text.ts'

test.each([
  ['run `make`', 'run `make`'],
  ['see ```a `b` c``` there', 'see ```a `b` c``` there'],
  ['a ` b', "a ' b"],
  ['see ```code', "see '''code"],
  ['```a``` and ` b', "'''a''' and ' b"],
])('%j is %j', (text, expected) => {
  expect(closedCode(text)).toBe(expected)
})

test('what is not seen is not there, and what joins emoji and words stays', () => {
  expect(visibleText('pay\u202Elive\u2066\u200Bd\u{E0041}\uFEFF')).toBe('paylived')
  expect(visibleText('\u{1F468}\u200D\u{1F469} \u0645\u06CC\u200C\u062E')).toBe('\u{1F468}\u200D\u{1F469} \u0645\u06CC\u200C\u062E')
  expect(visibleLine(' a\r\nb\u2028c ')).toBe('a b c')
})

test('fitted text fits whatever it holds', () => {
  fc.assert(
    fc.property(hostileWords, fc.integer({ min: 10, max: 200 }), (text, length) => {
      expect(fittedMrkdwn(text, length).length).toBeLessThanOrEqual(length)
    }),
  )
})
