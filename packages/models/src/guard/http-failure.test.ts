import { expect, test } from 'vitest'
import { failureOfStatus } from './http-failure.ts'

const NOW = Date.parse('2026-11-20T10:00:00Z')
const waitOf = (retryAfter: string) => failureOfStatus('X', 429, new Headers({ 'retry-after': retryAfter }), NOW).askedToWaitMs

test.each([
  ['7', 7_000],
  ['0', 0],
  ['0.5', 500],
  ['Fri, 20 Nov 2026 10:00:30 GMT', 30_000],
  ['Fri, 20 Nov 2026 09:00:00 GMT', 0],
  ['99999', 600_000],
  ['soon', null],
  ['', null],
])('Retry-After: %s means %s ms', (value, expected) => {
  expect(waitOf(value)).toBe(expected)
})

test.each([
  [400, 'invalid', null],
  [401, 'unauthorised', null],
  [402, 'unauthorised', null],
  [403, 'invalid', null],
  [404, 'invalid', null],
  [408, 'unavailable', 5_000],
  [422, 'invalid', null],
  [429, 'rate_limited', 5_000],
  [498, 'invalid', null],
  [499, 'unavailable', 5_000],
  [500, 'unavailable', 5_000],
  [503, 'unavailable', 5_000],
  [302, 'unavailable', 5_000],
])('status %s means %s', (status, reason, retryAfterMs) => {
  expect(failureOfStatus('X', status, null, NOW)).toMatchObject({ reason, retryAfterMs })
})
