import { IndexShapeError } from '@backscroll/core'

/** Refuses what LanceDB would pad or cut without an error. @throws IndexShapeError */
export function checkVector(vector: Float32Array, dimensions: number): void {
  if (vector.length !== dimensions) throw new IndexShapeError(`A vector has ${vector.length} dimensions, the index has ${dimensions}.`)
  for (const value of vector) if (!Number.isFinite(value)) throw new IndexShapeError('A vector holds a value that is not a finite number.')
}

/** True for the vector of a text without features: it has no direction, so no distance to it means anything. */
export const isZero = (vector: Float32Array): boolean => vector.every((value) => value === 0)
