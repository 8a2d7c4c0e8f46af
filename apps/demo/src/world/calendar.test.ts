import { expect, test } from 'vitest'
import { calendarAt, nameDay } from './calendar.ts'

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)

test('offsets count working days only', () => {
  const friday = calendarAt(Date.parse('2026-11-20T23:59:59Z'))
  expect([-1, -4, -5, 0, 1, 5].map((offset) => day(friday.dayMs(offset)))).toEqual([
    '2026-11-19',
    '2026-11-16',
    '2026-11-13',
    '2026-11-20',
    '2026-11-23',
    '2026-11-27',
  ])
})

test('on a weekend the last working day is Friday', () => {
  for (const now of ['2026-11-21T10:00:00Z', '2026-11-22T10:00:00Z']) expect(day(calendarAt(Date.parse(now)).dayMs(-1))).toBe('2026-11-20')
})

test('a day is named as people write it', () => {
  const ms = Date.parse('2026-12-14T00:00:00Z')
  expect((['date', 'short', 'weekday', 'month'] as const).map((style) => nameDay(ms, style))).toEqual([
    'Monday 14 December',
    '14 Dec',
    'Monday',
    'December',
  ])
})
