import type { Embedder } from '@backscroll/core'
import { beforeAll, describe, expect, test } from 'vitest'

/** What every embedder promises, whatever is behind it. */
export function embedderContract(name: string, make: () => Embedder | Promise<Embedder>): void {
  describe(`${name} keeps the embedder contract`, () => {
    let embedder: Embedder
    beforeAll(async () => {
      embedder = await make()
    })
    const length = (vector: Float32Array): number => Math.hypot(...vector)

    test('empty in, empty out', async () => {
      expect(await embedder.embed([], 'document')).toEqual([])
    })

    test('one vector of the declared length per text, in order, scaled to length 1', async () => {
      const texts = ['the deploy failed at noon', 'lunch on Friday?', 'ERR_CONN_RESET in checkout']
      const vectors = await embedder.embed(texts, 'document')
      expect(vectors).toHaveLength(3)
      for (const vector of vectors) {
        expect(vector).toHaveLength(embedder.dimensions)
        expect(length(vector)).toBeCloseTo(1, 5)
      }
      const [second] = await embedder.embed([texts[1] ?? ''], 'document')
      expect(vectors[1]).toEqual(second)
    })

    test('a text without a word is a vector of zeros, not an error', async () => {
      const [empty, signs] = await embedder.embed(['', '?!'], 'document')
      expect(length(empty ?? new Float32Array(1).fill(1))).toBe(0)
      expect(length(signs ?? new Float32Array(1).fill(1))).toBe(0)
    })

    test('the space names the dimensions', () => {
      expect(embedder.space).toContain(String(embedder.dimensions))
    })

    test('an aborted signal stops it', async () => {
      await expect(embedder.embed(['text'], 'query', AbortSignal.abort())).rejects.toThrow('aborted')
    })
  })
}
