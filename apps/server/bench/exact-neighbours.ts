/** Positions of the `k` vectors nearest to `query` by inner product, best first: the oracle of recall. All vectors have length 1. */
export function exactNeighbours(vectors: readonly Float32Array[], query: Float32Array, k: number): number[] {
  const scores = vectors.map((vector, at) => ({ at, score: dot(vector, query) }))
  return scores
    .sort((a, b) => b.score - a.score)
    .slice(0, k)
    .map(({ at }) => at)
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
