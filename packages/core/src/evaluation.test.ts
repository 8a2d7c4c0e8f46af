import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pairedBootstrap, precision10, qualityOf } from './evaluation.ts'

const grades = new Map([
  ['a', 2],
  ['b', 1],
  ['z', 0],
])

describe('the quality of a ranking', () => {
  test('is that of the textbook', () => {
    expect(qualityOf(['a', 'b'], grades)).toEqual({ ndcg10: 1, recall100: 1, mrr10: 1 })
    const swapped = qualityOf(['x', 'b', 'a'], grades)
    expect(swapped.ndcg10).toBeCloseTo((1 / Math.log2(3) + 2 / Math.log2(4)) / (2 + 1 / Math.log2(3)), 10)
    expect(swapped).toMatchObject({ recall100: 1, mrr10: 0.5 })
  })

  test('counts the first ten, for recall the first hundred, and nothing that is graded 0', () => {
    const late = [...Array.from({ length: 10 }, (_, n) => `x${n}`), 'a', ...Array.from({ length: 89 }, (_, n) => `y${n}`), 'b']
    expect(qualityOf(late, grades)).toEqual({ ndcg10: 0, recall100: 0.5, mrr10: 0 })
    expect(qualityOf(['z'], grades)).toEqual({ ndcg10: 0, recall100: 0, mrr10: 0 })
    expect(qualityOf(['z'], new Map([['z', 0]]))).toEqual({ ndcg10: 0, recall100: 0, mrr10: 0 })
  })

  test('counts places that are not filled against precision', () => {
    expect(precision10(['a', 'x', 'b', 'z'], grades)).toBe(0.2)
    expect(precision10(Array.from({ length: 10 }, (_, n) => `x${n}`).concat('a'), grades)).toBe(0)
    expect(precision10([], grades)).toBe(0)
  })

  test('stays between 0 and 1, and a better place is never worse', () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    fc.assert(
      fc.property(
        fc.shuffledSubarray(ids, { minLength: 2 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 }),
        (order, drawn) => {
          const judged = new Map(ids.map((id, at) => [id, drawn[at] ?? 0]))
          const best = order.toSorted((x, y) => (judged.get(y) ?? 0) - (judged.get(x) ?? 0))
          for (const value of Object.values(qualityOf(order, judged))) expect(value).toSatisfy((n: number) => n >= 0 && n <= 1)
          expect(qualityOf(best, judged).ndcg10).toBeGreaterThanOrEqual(qualityOf(order, judged).ndcg10 - 1e-12)
        },
      ),
    )
  })
})

describe('the paired bootstrap', () => {
  const random = () => {
    let state = 1
    return () => {
      state = (state * 48_271) % 2_147_483_647
      return state / 2_147_483_647
    }
  }

  test('holds the mean, narrows with more queries, and is the same for the same numbers', () => {
    const differences = (count: number) => Array.from({ length: count }, (_, n) => (n % 4 === 0 ? 1 : 0))
    const few = pairedBootstrap(differences(40), random())
    const many = pairedBootstrap(differences(4_000), random())
    expect(few.mean).toBe(0.25)
    expect(few.low).toBeLessThan(0.25)
    expect(few.high).toBeGreaterThan(0.25)
    expect(many.high - many.low).toBeLessThan((few.high - few.low) / 5)
    expect(pairedBootstrap(differences(40), random())).toEqual(few)
  })

  test('is certain where all queries agree, and nothing without queries', () => {
    expect(pairedBootstrap([0.5, 0.5, 0.5], random())).toEqual({ mean: 0.5, low: 0.5, high: 0.5 })
    expect(pairedBootstrap([], random())).toEqual({ mean: 0, low: 0, high: 0 })
  })
})
