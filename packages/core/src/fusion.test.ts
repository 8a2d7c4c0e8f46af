import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fuse, fuseGroups } from './fusion.ts'

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

const threadOf = (id: string): string => id.slice(0, 1)

test('a thread that each leg knows by another passage beats one that both know by a lesser one', () => {
  const keyword = [
    { id: 'a1', score: 10 },
    { id: 'b1', score: 7 },
    { id: 'c1', score: 0 },
  ]
  const vector = [
    { id: 'a2', score: 1 },
    { id: 'b1', score: 0.8 },
    { id: 'c1', score: 0 },
  ]
  const fusion = { kind: 'score', alpha: 0.5 } as const
  expect(fuse(keyword, vector, fusion, 10)[0]?.id).toBe('b1')
  const grouped = fuseGroups(keyword, vector, { groupOf: threadOf, fusion, limit: 10 })
  expect(grouped.map(({ id }) => id)).toEqual(['a1', 'a2', 'b1', 'c1'])
  expect(grouped.map(({ groupScore }) => groupScore)).toEqual([1, 1, 0.75, 0])
})

test('groups of one are ranked as their members are, nothing is lost, and a group stays together', () => {
  const hits = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-f][0-9]$/), fc.integer({ min: 0, max: 50 })), {
    maxLength: 25,
    selector: ([id]) => id,
  })
  const asLeg = (drawn: [string, number][]) => drawn.map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score)
  fc.assert(
    fc.property(
      hits,
      hits,
      fc.constantFrom({ kind: 'rrf', k: 60, weight: 1 } as const, { kind: 'score', alpha: 0.3 } as const),
      (one, two, fusion) => {
        const [keyword, vector] = [asLeg(one), asLeg(two)]
        const alone = fuseGroups(keyword, vector, { groupOf: (id) => id, fusion, limit: 100 })
        expect(alone.map(({ id, score }) => ({ id, score }))).toEqual(
          fuse(keyword, vector, fusion, 100).map(({ id, score }) => ({ id, score })),
        )
        const grouped = fuseGroups(keyword, vector, { groupOf: threadOf, fusion, limit: 100 })
        expect(new Set(grouped.map(({ id }) => id))).toEqual(new Set([...keyword, ...vector].map(({ id }) => id)))
        const order = grouped.map(({ id }) => threadOf(id))
        expect(order.filter((group, at) => group !== order[at - 1])).toEqual([...new Set(order)])
      },
    ),
  )
})
