import { createHash } from 'node:crypto'
import { featuresOf } from './word-features.ts'

/** How many slots hashes are mapped to. */
export const SLOTS = 1 << 20
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

/** Counts features, text by text. */
export interface IdfCount {
  add(text: string): void
  /** A feature held by fewer than `minimum` texts counts as unseen. */
  table(minimum: number): IdfTable
}

/** A count of nothing yet. */
export function startIdfCount(): IdfCount {
  const counts = new Uint32Array(SLOTS)
  let documents = 0
  return {
    add(text) {
      documents += 1
      const slots = new Set<number>()
      for (const hash of featuresOf(text).keys()) slots.add(hash % SLOTS)
      for (const slot of slots) counts[slot] = (counts[slot] ?? 0) + 1
    },
    table: (minimum) => ({ documents, levels: Uint8Array.from(counts, (count) => (count < minimum ? 0 : levelOf(count))) }),
  }
}

/** Fits a table; a feature held by fewer than `minimum` texts counts as unseen, which makes the stored table small. */
export function fitIdf(texts: Iterable<string>, minimum = 1): IdfTable {
  const count = startIdfCount()
  for (const text of texts) count.add(text)
  return count.table(minimum)
}

/**
 * Half the one, half the other: a slot's document frequency is the mean of its shares in both, out of as many documents as `base` has.
 * What neither holds stays unseen.
 */
export function mixIdf(base: IdfTable, own: IdfTable): IdfTable {
  if (own.documents === 0) return base
  const scale = base.documents / own.documents
  const mixed = base.levels.map((level, slot) => levelOf((countAt(level) + scale * countAt(own.levels[slot] ?? 0)) / 2))
  return { documents: base.documents, levels: mixed }
}

/** `ln(1 + N / (1 + df))` at each level: about 11 for an unseen feature of a table of 60,000 texts, never 0. */
export const idfByLevel = (documents: number): Float64Array =>
  Float64Array.from({ length: 256 }, (_, level) => Math.log(1 + documents / (1 + countAt(level))))

/** The weight of a feature by its hash. */
export function idfOf(table: IdfTable): (hash: number) => number {
  const byLevel = idfByLevel(table.documents)
  return (hash) => byLevel[table.levels[hash % SLOTS] ?? 0] ?? 0
}

/** First 12 hex digits of SHA-256 over N and the levels: the part of a vector space's name that stands for its table. */
export const fingerprint = (table: IdfTable): string =>
  createHash('sha256').update(String(table.documents)).update(table.levels).digest('hex').slice(0, 12)
