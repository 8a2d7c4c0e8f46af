import { type IdfTable, idfByLevel, SLOTS } from './idf-table.ts'

/** Slots that share a start: about five of 64 are used. */
const BUCKET_BITS = 6
const BUCKETS = SLOTS >>> BUCKET_BITS

/**
 * The same function as `idfOf`, in a quarter of the memory: many workspaces' tables are open at once. Holds the used slots alone, by bucket;
 * a look-up reads about five bytes.
 */
export function compactIdfOf({ documents, levels }: IdfTable): (hash: number) => number {
  const weights = idfByLevel(documents)
  let used = 0
  for (const level of levels) if (level !== 0) used += 1
  const starts = new Uint32Array(BUCKETS + 1)
  const [places, held] = [new Uint8Array(used), new Uint8Array(used)]
  let at = 0
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const level = levels[slot] ?? 0
    if (level !== 0) {
      places[at] = slot % (1 << BUCKET_BITS)
      held[at] = level
      at += 1
    }
    starts[(slot >>> BUCKET_BITS) + 1] = at
  }
  return (hash) => {
    const slot = hash % SLOTS
    const bucket = slot >>> BUCKET_BITS
    const place = slot % (1 << BUCKET_BITS)
    const end = starts[bucket + 1] ?? 0
    for (let index = starts[bucket] ?? 0; index < end; index += 1) if (places[index] === place) return weights[held[index] ?? 0] ?? 0
    return weights[0] ?? 0
  }
}
