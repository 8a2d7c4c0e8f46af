import { expect, test } from 'vitest'
import type { Fusion } from '../ports.ts'
import { bestFusedScore, planLegs } from './leg-plan.ts'

const weak: { fusion: Fusion } = { fusion: { kind: 'score', alpha: 0.3 } }
const strong: { fusion: Fusion } = { fusion: { kind: 'rrf', k: 60, weight: 1 } }
const suited = 'hybrid_rrf' as const

test('left to itself, a search joins the legs as the embedder declares', () => {
  expect(planLegs({ strategy: null, suited }, weak)).toMatchObject({
    method: 'score',
    weights: { keyword: 0.7, semantic: 0.3 },
    warning: null,
  })
  expect(planLegs({ strategy: null, suited }, strong)).toMatchObject({
    method: 'rrf',
    fusion: strong.fusion,
    weights: { keyword: 0.5, semantic: 0.5 },
  })
})

test('reciprocal ranks with a weak embedder are only for those who name them, and carry a warning', () => {
  const named = planLegs({ strategy: 'hybrid_rrf', suited }, weak)
  expect(named).toMatchObject({ method: 'rrf', fusion: { kind: 'rrf', k: 60, weight: 1 } })
  expect(named.warning).toMatch(/fuzzy lexical/)
  expect(planLegs({ strategy: 'hybrid_rrf', suited }, strong).warning).toBeNull()
})

test('a query that suits one leg asks one leg', () => {
  expect(planLegs({ strategy: null, suited: 'keyword' }, strong)).toMatchObject({
    usesKeywords: true,
    usesVectors: false,
    method: 'keyword',
  })
  expect(planLegs({ strategy: 'semantic', suited }, weak)).toMatchObject({
    usesKeywords: false,
    usesVectors: true,
    weights: { keyword: 0, semantic: 1 },
  })
})

test('weights are followed, and have a default of their own for a strong embedder', () => {
  const weights = { keyword: 0.2, semantic: 0.8 }
  expect(planLegs({ strategy: 'hybrid_weighted', suited, weights }, weak)).toMatchObject({ fusion: { kind: 'score', alpha: 0.8 }, weights })
  expect(planLegs({ strategy: null, suited: 'hybrid_weighted', weights }, weak)).toMatchObject({ weights })
  expect(planLegs({ strategy: 'hybrid_weighted', suited }, strong)).toMatchObject({ weights: { keyword: 0.3, semantic: 0.7 } })
  expect(planLegs({ strategy: 'hybrid_weighted', suited }, weak)).toMatchObject({ weights: { keyword: 0.7, semantic: 0.3 } })
})

test('the best fused score is what a hit gets that is first in both legs', () => {
  expect(bestFusedScore({ kind: 'rrf', k: 60, weight: 1 })).toBeCloseTo(2 / 61, 10)
  expect(bestFusedScore({ kind: 'score', alpha: 0.3 })).toBe(1)
})
