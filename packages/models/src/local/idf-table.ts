import { createHash } from 'node:crypto'
import { featuresOf } from './word-features.ts'

const SLOTS = 1 << 20
/** Levels per doubling of a document frequency: it is known within 3 %, its idf within .03. */
const LEVELS_PER_DOUBLING = 12

/**
 * How many of `documents` texts hold a feature, by slot (`hash mod 2^20`), as a logarithmic level: 0 for none,
 * else `1 + 12 · log2(count)`. Fitted once, then frozen: vectors of two tables are not comparable.
 */
export interface IdfTable {
  readonly documents: number
  readonly levels: Uint8Array
}

const levelOf = (count: number): number => (count < 1 ? 0 : Math.min(255, 1 + Math.round(LEVELS_PER_DOUBLING * Math.log2(count))))
const countAt = (level: number): number => (level === 0 ? 0 : 2 ** ((level - 1) / LEVELS_PER_DOUBLING))

/** Fits a table; a feature held by fewer than `minimum` texts counts as unseen, which makes the stored table small. */
export function fitIdf(texts: Iterable<string>, minimum = 1): IdfTable {
  const counts = new Uint32Array(SLOTS)
  let documents = 0
  for (const text of texts) {
    documents += 1
    const slots = new Set<number>()
    for (const hash of featuresOf(text).keys()) slots.add(hash % SLOTS)
    for (const slot of slots) counts[slot] = (counts[slot] ?? 0) + 1
  }
  return { documents, levels: Uint8Array.from(counts, (count) => (count < minimum ? 0 : levelOf(count))) }
}

/** `idf(hash) = ln(1 + N / (1 + df))`: about 11 for an unseen feature of a table of 60,000 texts, never 0. */
export function idfOf(table: IdfTable): (hash: number) => number {
  const byLevel = Float64Array.from({ length: 256 }, (_, level) => Math.log(1 + table.documents / (1 + countAt(level))))
  return (hash) => byLevel[table.levels[hash % SLOTS] ?? 0] ?? 0
}

/** First 12 hex digits of SHA-256 over N and the levels: the part of a vector space's name that stands for its table. */
export const fingerprint = (table: IdfTable): string =>
  createHash('sha256').update(String(table.documents)).update(table.levels).digest('hex').slice(0, 12)
