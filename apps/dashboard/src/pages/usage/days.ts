import type { Usage } from '@backscroll/contracts'

export interface Day {
  /** Such as 2026-03-01. */
  day: string
  calls: number
  tokens: number
  costUsd: number
}

const DAY_MS = 86_400_000

/** Sums per day from the first to the last, days without a call among them. */
export function daysOf({ from, to, rows }: Pick<Usage, 'from' | 'to' | 'rows'>): Day[] {
  const byDay = Map.groupBy(rows, ({ day }) => day)
  const length = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)) + 1
  return Array.from({ length }, (_, index) => {
    const day = new Date(Date.parse(from) + index * DAY_MS).toISOString().slice(0, 10)
    const sum = { day, calls: 0, tokens: 0, costUsd: 0 }
    for (const row of byDay.get(day) ?? []) {
      sum.calls += row.calls
      sum.tokens += row.inputTokens + row.outputTokens
      sum.costUsd += row.costUsd
    }
    return sum
  })
}

const SUMMED = ['calls', 'failures', 'inputTokens', 'outputTokens', 'searchUnits', 'costUsd'] as const
export type ModelSum = Pick<Usage['rows'][number], 'purpose' | 'provider' | 'model' | 'isEstimate' | (typeof SUMMED)[number]>

/** Sums per model and purpose over all days, dearest first. */
export const modelsOf = (rows: Usage['rows']): ModelSum[] =>
  sumsBy(rows, ({ purpose, provider, model }) => JSON.stringify([purpose, provider, model]))

/** Sums per purpose over all days and models, dearest first. */
export const purposesOf = (rows: Usage['rows']): Omit<ModelSum, 'provider' | 'model'>[] => sumsBy(rows, ({ purpose }) => purpose)

function sumsBy(rows: Usage['rows'], keyOf: (row: Usage['rows'][number]) => string): ModelSum[] {
  const sums = new Map<string, ModelSum>()
  for (const row of rows) {
    const key = keyOf(row)
    const sum = sums.get(key)
    if (!sum) {
      sums.set(key, { ...row })
      continue
    }
    for (const name of SUMMED) sum[name] += row[name]
    sum.isEstimate ||= row.isEstimate
  }
  return [...sums.values()].toSorted((one, other) => other.costUsd - one.costUsd || other.calls - one.calls)
}
