import { expect, test } from 'vitest'
import { expandIdentifiers, identifierWords } from './analysis.ts'

test('a camel-case identifier is found whole and by its parts', () => {
  expect(identifierWords('PaymentIntentTimeout in fooBar')).toEqual([
    'paymentintenttimeout',
    'payment',
    'intent',
    'timeout',
    'in',
    'foobar',
    'foo',
    'bar',
  ])
  expect(expandIdentifiers('see fooBar and fooBar')).toBe('see fooBar and fooBar foo bar foo bar')
})

test('text without identifiers is left as it is', () => {
  expect(expandIdentifiers('err_conn_reset at api.example.com')).toBe('err_conn_reset at api.example.com')
})
