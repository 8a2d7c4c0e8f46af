import { normalised } from '../../vectors.ts'

/** Numbers in rows: `dims` are texts, tokens, and for states the length of a vector. */
export interface Tensor {
  readonly data: ArrayLike<number | bigint>
  readonly dims: readonly number[]
}

/** One vector of length 1 per text out of the vectors of its tokens. Padding counts for nothing. */
export function poolTokens(states: Tensor, mask: Tensor, pooling: 'cls' | 'mean'): Float32Array[] {
  const [texts = 0, tokens = 0, dimensions = 0] = states.dims
  return Array.from({ length: texts }, (_, text) => {
    const sum = new Float32Array(dimensions)
    for (let token = 0; token < (pooling === 'cls' ? 1 : tokens); token += 1) {
      if (Number(mask.data[text * tokens + token]) === 0) continue
      const from = (text * tokens + token) * dimensions
      for (let at = 0; at < dimensions; at += 1) sum[at] = (sum[at] ?? 0) + Number(states.data[from + at])
    }
    // the mean has the direction of the sum
    return normalised(sum)
  })
}
