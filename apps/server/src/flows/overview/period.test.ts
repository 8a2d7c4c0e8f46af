import { expect, test } from 'vitest'
import { periodOf } from './period.ts'

const at = (iso: string) => Date.parse(iso)

test('a day has 24 hours, the one of now among them', () => {
  const { buckets, fromMs, toMs, unit } = periodOf('24h', 'UTC', at('2026-03-10T12:34:56Z'))
  expect([buckets.length, unit]).toEqual([24, 'hour'])
  expect(new Date(fromMs).toISOString()).toBe('2026-03-09T13:00:00.000Z')
  expect(new Date(buckets.at(-1) ?? 0).toISOString()).toBe('2026-03-10T12:00:00.000Z')
  expect(toMs).toBeGreaterThan(at('2026-03-10T12:34:56Z'))
})

test('days begin where the person is, also over the change of clocks', () => {
  const { buckets } = periodOf('7d', 'Europe/Berlin', at('2026-03-31T10:00:00Z'))
  expect(buckets.map((ms) => new Date(ms).toISOString().slice(0, 16))).toEqual([
    '2026-03-24T23:00',
    '2026-03-25T23:00',
    '2026-03-26T23:00',
    '2026-03-27T23:00',
    '2026-03-28T23:00',
    '2026-03-29T22:00',
    '2026-03-30T22:00',
  ])
  expect(periodOf('30d', 'UTC', at('2026-03-31T10:00:00Z')).buckets).toHaveLength(30)
})
