import { InvalidInputError } from '@backscroll/core'
import { expect, test } from 'vitest'
import { millis, quote } from './literal.ts'

test('a quote inside a value cannot end it', () => {
  expect(quote("' OR 1=1 --")).toBe("''' OR 1=1 --'")
})

test.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])('%s is no time', (value) => {
  expect(() => millis(value)).toThrow(InvalidInputError)
})
