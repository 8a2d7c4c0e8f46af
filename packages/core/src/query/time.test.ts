import { afterEach, describe, expect, test, vi } from 'vitest'
import { momentAt, startOfDay } from './calendar.ts'
import { withoutNewestWindow } from './time-words.ts'
import { BERLIN, NOW_MS, understand } from './understand-query.fixture.ts'

afterEach(() => vi.unstubAllEnvs())

const iso = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16))
const windowOf = (typed: string, changes?: Parameters<typeof understand>[1]) => {
  const { text, filters } = understand(typed, changes)
  return [text, iso(filters.fromMs), iso(filters.toMs)]
}

/** Typed, text, from, to; Berlin is an hour ahead of UTC in winter, two in summer. */
const PHRASES: [string, string, string | undefined, string | undefined][] = [
  ['deploys today', 'deploys', '2026-11-19T23:00', undefined],
  ["today's deploys", 'deploys', '2026-11-19T23:00', undefined],
  ['deploys yesterday', 'deploys', '2026-11-18T23:00', undefined],
  ['deploys this week', 'deploys', '2026-11-13T23:00', undefined],
  ['deploys past week', 'deploys', '2026-11-13T23:00', undefined],
  ['what broke last week?', 'what broke?', '2026-11-06T23:00', undefined],
  ["last week's outage", 'outage', '2026-11-06T23:00', undefined],
  ['deploys this month', 'deploys', '2026-10-21T22:00', undefined],
  ['deploys Last Month', 'deploys', '2026-09-21T22:00', undefined],
  ['recent deploys', 'recent deploys', '2026-11-13T23:00', undefined],
  ['latest deploys', 'latest deploys', '2026-11-13T23:00', undefined],
  ['latest deploys since May', 'latest deploys', '2026-04-30T22:00', undefined],
  ['deploys last 3 days', 'deploys', '2026-11-17T23:00', undefined],
  ['deploys in the last 3 d', 'deploys', '2026-11-17T23:00', undefined],
  ['deploys over the past 2 weeks', 'deploys', '2026-11-06T23:00', undefined],
  ['deploys last 2w', 'deploys', '2026-11-06T23:00', undefined],
  ['deploys last two weeks', 'deploys', '2026-11-06T23:00', undefined],
  ['deploys past 2 months', 'deploys', '2026-09-21T22:00', undefined],
  ['deploys last 24h', 'deploys', '2026-11-19T11:00', undefined],
  ['deploys last 2 hours', 'deploys', '2026-11-20T09:00', undefined],
  ['deploys last eight hours', 'deploys', '2026-11-20T03:00', undefined],
  ['deploys last 900 days', 'deploys', '2025-11-20T23:00', undefined],
  ['deploys last 99999 months', 'deploys', '2025-11-20T23:00', undefined],
  ['deploys 3 days ago', 'deploys 3 days ago', '2026-11-15T23:00', '2026-11-18T23:00'],
  ['deploys one day ago', 'deploys one day ago', '2026-11-17T23:00', '2026-11-20T23:00'],
  ['deploys since March', 'deploys', '2026-02-28T23:00', undefined],
  ['deploys since Monday', 'deploys', '2026-11-15T23:00', undefined],
  ['deploys since last week', 'deploys', '2026-11-08T23:00', undefined],
  ['deploys since 5 hours ago', 'deploys', '2026-11-20T06:00', undefined],
  ['deploys before last Friday', 'deploys', undefined, '2026-11-12T23:00'],
  ['deploys after 12 May', 'deploys', '2026-05-12T22:00', undefined],
  ['deploys since the 12th of May 2025', 'deploys', '2025-05-11T22:00', undefined],
  ['deploys until 3 June', 'deploys', undefined, '2026-06-03T22:00'],
  ['deploys between 3 and 7 June', 'deploys', '2026-06-02T22:00', '2026-06-07T22:00'],
  ['deploys between March and May', 'deploys', '2026-02-28T23:00', '2026-05-31T22:00'],
  ['deploys between December and February', 'deploys', '2025-11-30T23:00', '2026-02-28T23:00'],
  ['deploys from Monday to Wednesday', 'deploys', '2026-11-15T23:00', '2026-11-18T23:00'],
  ['deploys from 2026-05-01 to 2026-05-03', 'deploys', '2026-04-30T22:00', '2026-05-03T22:00'],
  ['deploys during last month', 'deploys', '2026-09-30T22:00', '2026-10-31T23:00'],
  ['what was deployed on 12 May?', 'what was deployed?', '2026-05-11T22:00', '2026-05-12T22:00'],
  ['deploys since 29 February', 'deploys', '2024-02-28T23:00', undefined],
  ['date:2026-05-12 deploys', 'deploys', '2026-05-11T22:00', '2026-05-12T22:00'],
  ['before:2026-05-12 deploys', 'deploys', undefined, '2026-05-11T22:00'],
  ['after:2026-05-12 deploys', 'deploys', '2026-05-12T22:00', undefined],
  ['after: 2026-05-12 deploys', 'deploys', '2026-05-12T22:00', undefined],
  ['during:may deploys', 'deploys', '2026-04-30T22:00', '2026-05-31T22:00'],
  ['during:"May 2025" deploys', 'deploys', '2025-04-30T22:00', '2025-05-31T22:00'],
  ['during:2026-05 deploys', 'deploys', '2026-04-30T22:00', '2026-05-31T22:00'],
  ['during:2025 deploys', 'deploys', '2024-12-31T23:00', '2025-12-31T23:00'],
  ['during:week deploys', 'deploys', '2026-11-15T23:00', '2026-11-22T23:00'],
  ['during:month deploys', 'deploys', '2026-10-31T23:00', '2026-11-30T23:00'],
  ['during:last month deploys', 'deploys', '2026-09-30T22:00', '2026-10-31T23:00'],
  ['during:december deploys', 'deploys', '2025-11-30T23:00', '2025-12-31T23:00'],
  ['before:yesterday deploys', 'deploys', undefined, '2026-11-18T23:00'],
  ['after:2026-11-01 deploys last week', 'deploys', '2026-11-06T23:00', undefined],
]
test.each(PHRASES)('%s', (typed, text, from, to) => {
  expect(windowOf(typed)).toEqual([text, from, to])
})

test.each([
  'what happened to the 12 May release',
  'before the 12 May release',
  'moved from staging to production',
  'since the release',
  'before lunch',
  'after 5 minutes the job fails',
  'since Jan joined',
  'since March madness',
  'after 10 users',
  'is the office closed on 24 December?',
  'what is planned on Monday',
  'see 2026-05-12 report',
  'the "last week" label',
  'last-week.csv',
  'today.example.com',
  'user-today',
])('%s is no filter', (typed) => {
  expect(windowOf(typed)).toEqual([typed, undefined, undefined])
})

test('a date that no calendar has is said', () => {
  expect(understand('deploys since 31 February').unknown).toEqual([
    { kind: 'date', written: '31 February', advice: 'This day is not in the calendar.' },
  ])
})

test('the words that narrow time are named as typed, and the newest is asked for by its words', () => {
  expect(understand('deploys Last  week')).toMatchObject({ timeWords: 'Last week', wantsNewest: false })
  expect(understand('deploys')).not.toHaveProperty('timeWords')
  expect(understand('latest deploys')).toMatchObject({ timeWords: 'latest', wantsNewest: true })
})

test('only what "recent" and "latest" have narrowed may be widened', () => {
  expect(withoutNewestWindow(understand('latest deploys in:#billing'))?.filters).toEqual({
    channelIds: ['C1'],
    userIds: [],
    has: [],
    inThread: false,
  })
  for (const typed of ['deploys', 'deploys last week', 'latest deploys since May', 'latest deploys 3 days ago']) {
    expect(withoutNewestWindow(understand(typed))).toBeNull()
  }
})

describe('the clock of the asker', () => {
  test.each(['UTC', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Kiritimati', 'America/Havana', 'Europe/Berlin'])(
    'a machine in %s reads the same instants',
    (zone) => {
      vi.stubEnv('TZ', zone)
      for (const [typed, text, from, to] of PHRASES) expect([typed, ...windowOf(typed)]).toEqual([typed, text, from, to])
      const lateEvening = Date.parse('2026-11-20T23:30:00Z')
      expect(windowOf('x since Monday', { nowMs: lateEvening, timeZone: 'Pacific/Kiritimati' })[1]).toBe('2026-11-15T10:00')
    },
  )

  test('the day is that of the asker, not that of the machine', () => {
    const nowMs = Date.parse('2026-11-20T23:30:00Z')
    expect(windowOf('x today', { nowMs, timeZone: 'America/Los_Angeles' })[1]).toBe('2026-11-20T08:00')
    expect(windowOf('x today', { nowMs, timeZone: 'Asia/Tokyo' })[1]).toBe('2026-11-20T15:00')
    expect(windowOf('x today', { nowMs, timeZone: 'Mars/Olympus' })[1]).toBe('2026-11-20T00:00')
  })

  test.each([
    ['Europe/Berlin', 2026, 3, 29, '2026-03-28T23:00'],
    ['Europe/Berlin', 2026, 3, 30, '2026-03-29T22:00'],
    ['Europe/Berlin', 2026, 10, 25, '2026-10-24T22:00'],
    ['Europe/Berlin', 2026, 10, 26, '2026-10-25T23:00'],
    ['America/Havana', 2026, 3, 8, '2026-03-08T05:00'],
    ['America/Sao_Paulo', 2018, 11, 4, '2018-11-04T03:00'],
    ['America/Sao_Paulo', 2018, 2, 18, '2018-02-18T03:00'],
    ['Africa/Cairo', 2024, 4, 26, '2024-04-25T22:00'],
    ['Asia/Kolkata', 2026, 5, 1, '2026-04-30T18:30'],
    ['Australia/Lord_Howe', 2026, 4, 5, '2026-04-04T13:00'],
  ])('the day begins in %s on %i-%i-%i', (zone, year, month, day, start) => {
    expect(iso(startOfDay({ year, month, day }, zone))).toBe(start)
  })

  test('a window over a change of clocks begins at midnight of both', () => {
    const nowMs = Date.parse('2026-10-26T12:00:00Z')
    expect(windowOf('x last 3 days', { nowMs, timeZone: BERLIN })[1]).toBe('2026-10-23T22:00')
    expect(momentAt(NOW_MS, BERLIN).today).toEqual({ year: 2026, month: 11, day: 20 })
  })
})
