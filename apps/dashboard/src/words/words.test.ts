import { expect, test } from 'vitest'
import { counted, duration, milliseconds, money, share } from './amount.ts'
import { relativeTime } from './time.ts'

test('numbers carry their units, and small ones do not become nothing', () => {
  expect([share(null), share(0), share(0.034), share(0.941)]).toEqual(['–', '0 %', '3.4 %', '94 %'])
  expect([money(0), money(0.0041), money(24.8), money(1_234.5)]).toEqual(['$0.00', '$0.0041', '$24.80', '$1,234.50'])
  expect([milliseconds(null), milliseconds(42.4), milliseconds(1_830)]).toEqual(['–', '42 ms', '1.8 s'])
  expect([duration(40), duration(180), duration(7_800), duration(7_200), duration(345_600)]).toEqual([
    '40 s',
    '3 min',
    '2 h 10 min',
    '2 h',
    '4 d',
  ])
  expect([counted(1, 'channel'), counted(2_000, 'channel'), counted(2, 'reply', 'replies')]).toEqual([
    '1 channel',
    '2,000 channels',
    '2 replies',
  ])
})

test('times are told from now, backwards and forwards', () => {
  const now = Date.parse('2026-11-30T12:00:00Z')
  const told = (at: string) => relativeTime(at, now)
  expect(told('2026-11-30T11:59:40Z')).toBe('just now')
  expect(told('2026-11-30T11:57:00Z')).toBe('3 minutes ago')
  expect(told('2026-11-29T11:00:00Z')).toBe('yesterday')
  expect(told('2026-12-02T13:00:00Z')).toBe('in 2 days')
})
