import { describe, expect, test } from 'vitest'
import { type SearchRequest, searchRequest } from './search.ts'

const read = (over: object) => searchRequest.safeParse({ query: 'lunch', ...over })
const placesOf = (over: object) =>
  read(over).error?.issues.map(({ path, code }) => (code === 'unrecognized_keys' ? 'unknown' : path.join('.')))

test('a request says nothing but its query, and the rest is what one expects', () => {
  expect(read({}).data).toEqual<SearchRequest>({ query: 'lunch', limit: 10, threshold: 0, strategy: 'auto', groupByThread: true })
})

describe('what a query may be', () => {
  test.each(['x', '開発', '🎉', '"', 'a'.repeat(1_000), '\u0000x'])('%j', (query) => expect(read({ query }).success).toBe(true))
  test.each(['', ' ', '\n\t', '\u200b\u200d', '\u0000', 'a'.repeat(1_001), null, 7, ['x']])('not %j', (query) =>
    expect(placesOf({ query })).toEqual(['query']),
  )
})

describe('weights', () => {
  test.each([
    [{ semanticWeight: 0.5, keywordWeight: 0.5 }],
    [{ semanticWeight: 0.33, keywordWeight: 0.66 }],
    [{ semanticWeight: 0.505, keywordWeight: 0.505 }],
    [{ semanticWeight: 1 }],
    [{ keywordWeight: 0, strategy: 'hybrid_weighted' }],
  ])('%j sum to one', (weights) => expect(read(weights).success).toBe(true))

  test.each([
    [{ semanticWeight: 0.5, keywordWeight: 0.48 }, 'semanticWeight'],
    [{ semanticWeight: 1.1 }, 'semanticWeight'],
    [{ keywordWeight: -0.1 }, 'keywordWeight'],
    [{ keywordWeight: 0.5, strategy: 'hybrid_rrf' }, 'keywordWeight'],
    [{ semanticWeight: 0.5, strategy: 'bm25' }, 'semanticWeight'],
  ])('%j do not', (weights, place) => expect(placesOf(weights)).toEqual([place]))
})

describe('moments', () => {
  test.each(['2026-03-01', '2024-02-29', '2026-03-01T09:00Z', '2026-03-01T09:00:00+05:30', '2026-03-01T09:00:00.123Z', '1970-01-01'])(
    '%s',
    (from) => expect(read({ from }).success).toBe(true),
  )
  test.each([
    '2026-02-29',
    '2026-02-30T00:00:00Z',
    '2026-13-01',
    '2026-00-10',
    '0000-01-01',
    '1969-12-31',
    '2026-3-1',
    '2026-03-01T25:00:00Z',
    '2026-03-01T09:00:00',
    'today',
    '',
    1_700_000_000,
  ])('not %j', (to) => expect(placesOf({ to })).toEqual(['to']))
})

test('what is not searchable yet, and what is no field, is refused and not passed over', () => {
  expect(read({ sources: ['message'] }).success).toBe(true)
  expect(placesOf({ sources: ['message', 'file'] })).toEqual(['sources.1'])
  expect(placesOf({ sources: [] })).toEqual(['sources'])
  expect(placesOf({ channel: 'general' })).toEqual(['unknown'])
  expect(placesOf({ channels: ['x', ''] })).toEqual(['channels.1'])
})
