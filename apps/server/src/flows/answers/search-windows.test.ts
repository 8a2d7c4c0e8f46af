import { defaultSettings, plainQuery } from '@backscroll/core'
import { expect, test } from 'vitest'
import { searchTries } from './search-windows.ts'

const DAY_MS = 86_400_000
const nowMs = Date.parse('2026-03-01T12:00:00Z')

test('a question without a time looks back as far as the workspace says, and only then further', () => {
  const tries = (days: number, oldestMs: number | null) =>
    searchTries(plainQuery('billing rewrite'), { ...defaultSettings, default_days: days }, { nowMs, oldestMs })
  const [usual, widened] = tries(30, nowMs - 90 * DAY_MS)
  expect(usual).toMatchObject({ window: { kind: 'usual', days: 30 }, query: { filters: { fromMs: nowMs - 30 * DAY_MS } } })
  expect(widened).toMatchObject({ window: { kind: 'widened', days: 30 } })
  expect(widened?.query.filters.fromMs).toBeUndefined()
  // nothing older was read
  expect(tries(100, nowMs - 90 * DAY_MS)).toMatchObject([{ window: { kind: 'everything' } }])
  expect(tries(30, null)).toMatchObject([{ window: { kind: 'everything' } }])
})
