import type { Usage } from '@backscroll/contracts'
import { expect, test } from 'vitest'
import { daysOf, modelsOf, purposesOf } from './days.ts'

const row = (day: string, more: Partial<Usage['rows'][number]> = {}): Usage['rows'][number] => ({
  day,
  purpose: 'answer',
  provider: 'cohere',
  model: 'command-a',
  calls: 2,
  cached: 0,
  failures: 1,
  inputTokens: 100,
  outputTokens: 10,
  searchUnits: 0,
  costUsd: 0.5,
  isEstimate: false,
  ...more,
})

test('days without a call are there, and those with several models are summed', () => {
  const rows = [row('2026-02-27'), row('2026-03-01'), row('2026-03-01', { model: 'other', costUsd: 1 })]
  expect(daysOf({ from: '2026-02-27', to: '2026-03-01', rows })).toEqual([
    { day: '2026-02-27', calls: 2, tokens: 110, costUsd: 0.5 },
    { day: '2026-02-28', calls: 0, tokens: 0, costUsd: 0 },
    { day: '2026-03-01', calls: 4, tokens: 220, costUsd: 1.5 },
  ])
})

test('a model is one row per purpose, the dearest first, and an estimate makes the sum one', () => {
  const rows = [row('2026-03-01'), row('2026-03-02', { isEstimate: true }), row('2026-03-02', { purpose: 'embed', costUsd: 3 })]
  expect(modelsOf(rows).map(({ purpose, calls, costUsd, isEstimate }) => ({ purpose, calls, costUsd, isEstimate }))).toEqual([
    { purpose: 'embed', calls: 2, costUsd: 3, isEstimate: false },
    { purpose: 'answer', calls: 4, costUsd: 1, isEstimate: true },
  ])
})

test('a purpose is one row over all models, and the rows add up to everything', () => {
  const rows = [row('2026-03-01'), row('2026-03-02', { model: 'other', costUsd: 2 }), row('2026-03-02', { purpose: 'embed', costUsd: 3 })]
  expect(purposesOf(rows).map(({ purpose, calls, costUsd }) => ({ purpose, calls, costUsd }))).toEqual([
    { purpose: 'embed', calls: 2, costUsd: 3 },
    { purpose: 'answer', calls: 4, costUsd: 2.5 },
  ])
})
