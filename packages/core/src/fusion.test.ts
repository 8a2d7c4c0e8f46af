import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fuse } from './fusion.ts'

const leg = (...ids: string[]) => ids.map((id, index) => ({ id, score: 10 - index }))

test('reciprocal rank fusion gives the published scores', () => {
  const fused = fuse(leg('a', 'b', 'c'), leg('b', 'd'), { kind: 'rrf', k: 60, weight: 1 }, 10)
  expect(fused.map((hit) => [hit.id, Number(hit.score.toFixed(6))])).toEqual([
    ['b', 0.032522],
    ['a', 0.016393],
    ['d', 0.016129],
    ['c', 0.015873],
  ])
  expect(fused[0]).toMatchObject({ keywordRank: 2, vectorRank: 1 })
})

test('score fusion scales each leg to 0..1 and weighs the vector leg by alpha', () => {
  const keyword = [
    { id: 'a', score: 12 },
    { id: 'b', score: 7 },
    { id: 'c', score: 2 },
  ]
  const vector = [
    { id: 'c', score: 0.9 },
    { id: 'b', score: 0.5 },
  ]
  const fused = fuse(keyword, vector, { kind: 'score', alpha: 0.3 }, 10)
  expect(fused.map((hit) => [hit.id, Number(hit.score.toFixed(4))])).toEqual([
    ['a', 0.7],
    ['b', 0.35],
    ['c', 0.3],
  ])
})

test('an empty leg leaves the order of the other one', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 30 }), fc.constantFrom<'rrf' | 'score'>('rrf', 'score'), (ids, kind) => {
      const only = ids.map((id, index) => ({ id, score: ids.length - index }))
      const fusion = kind === 'rrf' ? { kind, k: 60, weight: 1 } : { kind, alpha: 0.3 }
      expect(fuse(only, [], fusion, 100).map((hit) => hit.id)).toEqual(ids)
      expect(fuse([], only, fusion, 100).map((hit) => hit.id)).toEqual(ids)
    }),
  )
})
