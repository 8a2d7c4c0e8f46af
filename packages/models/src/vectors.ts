import { ModelError } from '@backscroll/core'

/** What a provider's answer has to be: so many vectors of that length. */
export interface VectorShape {
  /** Of the provider, for messages. */
  name: string
  count: number
  dimensions: number
}

/**
 * Reads vectors out of an answer and scales each to length 1; one of zeros stays.
 * @throws ModelError `invalid` when a vector has another length, because every answer will; `unavailable` when vectors are missing or hold
 * anything but finite numbers.
 */
export function readVectors(rows: unknown, { name, count, dimensions }: VectorShape): Float32Array[] {
  if (!Array.isArray(rows) || rows.length !== count) throw new ModelError('unavailable', `${name} did not answer with ${count} vectors.`)
  return rows.map((row: unknown) => {
    if (!Array.isArray(row)) throw new ModelError('unavailable', `${name} did not answer with vectors.`)
    if (row.length !== dimensions)
      throw new ModelError('invalid', `${name} answered with vectors of ${row.length} numbers instead of ${dimensions}.`)
    // a Float32Array would take null for 0
    if (!row.every((value) => typeof value === 'number' && Number.isFinite(Math.fround(value))))
      throw new ModelError('unavailable', `${name} answered with vectors that hold something else than numbers.`)
    return normalised(row)
  })
}

/** Scales to length 1, computed in double precision. */
export function normalised(values: readonly number[] | Float32Array): Float32Array {
  let sum = 0
  for (const value of values) sum += value * value
  const scale = sum > 0 ? 1 / Math.sqrt(sum) : 0
  return Float32Array.from(values, (value) => value * scale)
}
