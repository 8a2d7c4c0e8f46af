import type { Reranker } from '@backscroll/core'
import { describe, expect, test } from 'vitest'

const documents = ['lunch is at noon', 'the deploy failed', 'the deploy failed at noon on Friday', 'who has the keys?']

/** What every reranker promises, whatever is behind it. */
export function rerankerContract(name: string, make: () => Reranker | Promise<Reranker>): void {
  describe(`${name} keeps the reranker contract`, () => {
    test('empty in, empty out', async () => {
      const reranker = await make()
      expect(await reranker.rerank('deploy', [], 10)).toEqual([])
      expect(await reranker.rerank('deploy', documents, 0)).toEqual([])
    })

    test('the best of the documents, best first, each at most once', async () => {
      const order = await (await make()).rerank('deploy failed on Friday', documents, 3)
      expect(order).toHaveLength(3)
      expect(order[0]?.index).toBe(2)
      expect(new Set(order.map(({ index }) => index)).size).toBe(3)
      const scores = order.map(({ score }) => score)
      expect(scores).toEqual([...scores].sort((a, b) => b - a))
      for (const score of scores) expect(score).toBeGreaterThanOrEqual(0)
      for (const score of scores) expect(score).toBeLessThanOrEqual(1)
    })

    test('more are wanted than there are', async () => {
      expect(await (await make()).rerank('deploy', documents, 100)).toHaveLength(documents.length)
    })

    test('an aborted signal stops it', async () => {
      await expect((await make()).rerank('deploy', documents, 3, AbortSignal.abort())).rejects.toThrow('aborted')
    })
  })
}
