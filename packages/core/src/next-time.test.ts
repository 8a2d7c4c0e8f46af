import { expect, test } from 'vitest'
import { nextTime } from './next-time.ts'

const at = (iso: string) => Date.parse(iso)

test.each([
  ['17 * * * *', 'UTC', '2026-03-01T10:16:59Z', '2026-03-01T10:17:00Z'],
  ['17 * * * *', 'UTC', '2026-03-01T10:17:00Z', '2026-03-01T11:17:00Z'],
  ['17 */6 * * *', 'UTC', '2026-03-01T18:20:00Z', '2026-03-02T00:17:00Z'],
  ['17 3 * * *', 'Europe/Berlin', '2026-03-01T10:00:00Z', '2026-03-02T02:17:00Z'],
  ['17 3 * * *', 'Asia/Kathmandu', '2026-03-01T10:00:00Z', '2026-03-01T21:32:00Z'],
  ['0 9 * * 1-5', 'UTC', '2026-03-06T09:00:00Z', '2026-03-09T09:00:00Z'],
  ['0 0 1 * *', 'UTC', '2026-03-02T00:00:00Z', '2026-04-01T00:00:00Z'],
  ['5,35 8-9 * * 7', 'UTC', '2026-03-01T08:05:00Z', '2026-03-01T08:35:00Z'],
])('%s in %s after %s is %s', (cron, zone, now, expected) => {
  expect(new Date(nextTime(cron, zone, at(now)) ?? 0).toISOString()).toBe(new Date(expected).toISOString())
})

test.each(['', '* * * *', 'x * * * *', '61 * * * *', '* 24 * * *', '*/0 * * * *', '@daily'])('%j is no expression', (cron) => {
  expect(nextTime(cron, 'UTC', 0)).toBeNull()
})
