import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BilledUse, costOf, type ModelPrice, type PricedUnit, tokensAtMost } from './cost.ts'

const price = (unit: PricedUnit, usdPerMillion: number, over: Partial<ModelPrice> = {}): ModelPrice => ({
  provider: 'cohere',
  model: 'command',
  unit,
  validFromMs: 0,
  usdPerMillion,
  isEstimate: false,
  ...over,
})
const use = (over: Partial<BilledUse> = {}): BilledUse => ({
  provider: 'cohere',
  model: 'command',
  atMs: 1_000,
  inputTokens: null,
  outputTokens: null,
  searchUnits: null,
  ...over,
})
const prices = [price('input_token', 2.5), price('output_token', 10), price('search_unit', 2_500)]

test('tokens and searches are paid at their prices, in millionths of a dollar', () => {
  expect(costOf(use({ inputTokens: 4_000, outputTokens: 300 }), prices)).toEqual({ microUsd: 13_000n, isEstimate: false })
  expect(costOf(use({ searchUnits: 1 }), prices)).toEqual({ microUsd: 2_500n, isEstimate: false })
  expect(costOf(use(), prices)).toEqual({ microUsd: 0n, isEstimate: false })
})

test('a part of a millionth is rounded up', () => {
  expect(costOf(use({ inputTokens: 1 }), [price('input_token', 0.15)]).microUsd).toBe(1n)
  expect(costOf(use({ inputTokens: 1_000_000 }), [price('input_token', 0.1)]).microUsd).toBe(100_000n)
})

test('the price of the time of the call holds', () => {
  const dated = [
    price('input_token', 9, { validFromMs: 2_000 }),
    price('input_token', 1, { validFromMs: 0 }),
    price('input_token', 2, { validFromMs: 500 }),
  ]
  expect(costOf(use({ inputTokens: 100 }), dated).microUsd).toBe(200n)
  expect(costOf(use({ inputTokens: 100, atMs: 3_000 }), dated).microUsd).toBe(900n)
})

test('a price that is not confirmed, or missing, makes an estimate', () => {
  expect(costOf(use({ inputTokens: 100 }), [price('input_token', 1, { isEstimate: true })]).isEstimate).toBe(true)
  expect(costOf(use({ inputTokens: 100, model: 'other' }), prices)).toEqual({ microUsd: 0n, isEstimate: true })
})

test('more use never costs less', () => {
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      expect(costOf(use({ inputTokens: low }), prices).microUsd).toBeLessThanOrEqual(costOf(use({ inputTokens: high }), prices).microUsd)
    }),
  )
})

test('tokens are reserved generously', () => {
  expect(tokensAtMost('')).toBe(0)
  expect(tokensAtMost('a'.repeat(3_000))).toBe(1_000)
  expect(tokensAtMost('東京'.repeat(100))).toBe(400)
})
