import { expect, test } from 'vitest'
import { nextTime } from './next-time.ts'
import { cronOf, isSyncSchedule } from './sync-schedule.ts'

test.each(['auto', 'hourly', 'daily', '17 * * * *', '0 9 * * 1-5', '5 */4 * * *', '30 2 1,15 * *', '0 0 29 2 *'])(
  '%s is a schedule',
  (text) => {
    expect(isSyncSchedule(text)).toBe(true)
  },
)

test.each([
  '',
  'off',
  'weekly',
  '* * * * *',
  '*/30 * * * *',
  '0,30 9 * * *',
  '0-5 9 * * *',
  '60 9 * * *',
  '0 24 * * *',
  '0 9 * *',
  '0 9 * * * *',
  ' 0 9 * * *',
  '0 9 31 2 *',
  '0 9 * * MON',
  '@daily',
  `0 ${'1,'.repeat(40)}1 * * *`,
])('%j is none', (text) => {
  expect(isSyncSchedule(text)).toBe(false)
})

test('by itself it is every six hours, and once a day where requests are scarce; what is chosen holds for both', () => {
  expect([cronOf('auto', 'full'), cronOf('auto', 'unknown'), cronOf('auto', 'capped')]).toEqual([
    '17 */6 * * *',
    '17 */6 * * *',
    '17 3 * * *',
  ])
  for (const rate of ['full', 'capped'] as const)
    expect([cronOf('hourly', rate), cronOf('daily', rate), cronOf('5 4 * * 1', rate)]).toEqual(['17 * * * *', '17 3 * * *', '5 4 * * 1'])
  for (const schedule of ['auto', 'hourly', 'daily', '6h', '24h']) expect(nextTime(cronOf(schedule, 'full'), 'UTC', 0)).not.toBeNull()
})
