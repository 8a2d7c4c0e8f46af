/** Scores of equal texts differ by less. */
const SAME = 1e-6

/**
 * Positions of the `k` vectors nearest to `query` by inner product, and of those as near as the last of them: the oracle of recall. All
 * vectors have length 1.
 */
export function exactNeighbours(vectors: readonly Float32Array[], query: Float32Array, k: number): number[] {
  const scores = vectors.map((vector) => dot(vector, query))
  const last = scores.toSorted((a, b) => b - a)[Math.min(k, scores.length) - 1] ?? 0
  return scores.flatMap((score, at) => (score >= last - SAME ? [at] : []))
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
