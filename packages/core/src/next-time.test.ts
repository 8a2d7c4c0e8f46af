import fc from 'fast-check'
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
  // both days are narrowed: one is enough
  ['0 0 13 * 5', 'UTC', '2026-03-01T00:00:00Z', '2026-03-06T00:00:00Z'],
  ['0 0 29 2 *', 'UTC', '2026-03-01T00:00:00Z', '2028-02-29T00:00:00Z'],
  // clocks go forward: what they leave out comes that much later
  ['30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-29T01:30:00Z'],
  ['30 2 * * *', 'Europe/Berlin', '2026-03-29T01:30:00Z', '2026-03-30T00:30:00Z'],
  ['17 0 * * *', 'America/Santiago', '2026-09-05T12:00:00Z', '2026-09-06T04:17:00Z'],
  // clocks go back: what they show twice comes once
  ['30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-25T00:30:00Z'],
  ['30 2 * * *', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z'],
  // but for every hour
  ['30 * * * *', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
  ['30 23 * * *', 'America/Santiago', '2026-04-05T02:29:00Z', '2026-04-05T02:30:00Z'],
  ['30 23 * * *', 'America/Santiago', '2026-04-05T02:30:00Z', '2026-04-06T03:30:00Z'],
  ['5,35 8-9 * * 7', 'UTC', '2026-03-01T08:05:00Z', '2026-03-01T08:35:00Z'],
])('%s in %s after %s is %s', (cron, zone, now, expected) => {
  expect(new Date(nextTime(cron, zone, at(now)) ?? 0).toISOString()).toBe(new Date(expected).toISOString())
})

test.each(['', '* * * *', 'x * * * *', '61 * * * *', '* 24 * * *', '*/0 * * * *', '@daily', '0 9-8 * * *', '0 0 31 2 *'])(
  '%j is no expression',
  (cron) => {
    expect(nextTime(cron, 'UTC', 0)).toBeNull()
  },
)

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Casablanca']
/** All moments between two dates, one after another. */
function between(cron: string, zone: string, from: string, to: string): number[] {
  const found: number[] = []
  for (let ms = nextTime(cron, zone, at(from)); ms !== null && ms < at(to); ms = nextTime(cron, zone, ms)) found.push(ms)
  return found
}
const hoursApart = (moments: readonly number[]) => moments.slice(1).map((ms, index) => (ms - (moments[index] ?? 0)) / 3_600_000)

test.each(ZONES)('in %s every day of a year has its time once, whatever the clocks do', (zone) => {
  for (const hour of [0, 2, 23]) {
    const year = between(`30 ${hour} * * *`, zone, '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z')
    expect([hour, hoursApart(year).filter((hours) => hours < 22.5 || hours > 25.5)]).toEqual([hour, []])
    expect(Math.abs(year.length - 365)).toBeLessThanOrEqual(1)
  }
})

test.each([
  ['Europe/Berlin', '2026-03-28T00:00:00Z'],
  ['Europe/Berlin', '2026-10-24T00:00:00Z'],
  ['America/Santiago', '2026-04-04T00:00:00Z'],
  ['America/Santiago', '2026-09-05T00:00:00Z'],
])('in %s from %s every hour has its time once', (zone, from) => {
  const hours = between('17 * * * *', zone, from, new Date(at(from) + 3 * 86_400_000).toISOString())
  expect(hoursApart(hours).filter((apart) => apart !== 1)).toEqual([])
  expect(hours).toHaveLength(72)
})

test('from whatever moment it is asked, the answer is the same until it comes', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.constantFrom('17 * * * *', '17 */6 * * *', '30 2 * * *', '0 9 * * 1-5', '45 1,2,3 1-7 3,10 *'),
      fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (zone, cron, nowMs, share) => {
        const next = nextTime(cron, zone, nowMs) ?? 0
        expect(next).toBeGreaterThan(nowMs)
        expect(nextTime(cron, zone, Math.floor(nowMs + (next - 1 - nowMs) * share))).toBe(next)
      },
    ),
    { numRuns: 100 },
  )
})
