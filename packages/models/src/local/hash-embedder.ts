import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Embedder } from '@backscroll/core'
import { compactIdfOf } from './compact-idf.ts'
import { defaultIdf } from './default-idf/default-idf.ts'
import { unpackTable } from './default-idf/table-file.ts'
import { fitWords } from './fit-words.ts'
import { fingerprint, type IdfTable, idfOf } from './idf-table.ts'
import { turnsFor } from './turns-for.ts'
import { featuresOf } from './word-features.ts'

const STEM_WEIGHT = 1
const GRAM_WEIGHT = 0.5

/**
 * Makes `hash-v1`, the embedder without key, download or model file: stems and character 3- to 5-grams, hashed with
 * a sign into `dimensions` buckets, weighted by log tf and a frozen idf. It is fuzzy lexical, not semantic: it finds
 * word forms, parts of identifiers and many typos.
 * `space` is `hash-v1/<dimensions>/<12 hex of the idf table>`; big batches yield to the event loop and stop on `signal`.
 * It can be fitted to a workspace, which mixes its table with one of the workspace's own.
 */
export function createHashEmbedder(options: { dimensions?: number; idf?: IdfTable } = {}): Embedder {
  const { dimensions = 1024, idf = defaultIdf() } = options
  return {
    ...hashEmbedder({ dimensions, tableId: fingerprint(idf), weightOf: idfOf(idf) }),
    fitting: {
      spaceOf: (tableId) => spaceOf(dimensions, tableId),
      fit: (texts, signal) => fitWords(idf, texts, signal),
      open: (packed) => {
        const table = unpackTable(packed)
        return hashEmbedder({ dimensions, tableId: fingerprint(table), weightOf: compactIdfOf(table) })
      },
    },
  }
}

const spaceOf = (dimensions: number, tableId: string): string => `hash-v1/${dimensions}/${tableId}`

interface Definition {
  dimensions: number
  tableId: string
  weightOf: (hash: number) => number
}

function hashEmbedder({ dimensions, tableId, weightOf }: Definition): Embedder {
  return {
    space: spaceOf(dimensions, tableId),
    dimensions,
    fusion: { kind: 'score', alpha: 0.3 },
    label: 'fuzzy lexical',
    async embed(texts, _purpose, signal) {
      const vectors: Float32Array[] = []
      const isTurn = turnsFor(signal)
      for (const text of texts) {
        if (isTurn(text)) await nextTurn()
        vectors.push(vectorOf(text, dimensions, weightOf))
      }
      return vectors
    },
  }
}

function vectorOf(text: string, dimensions: number, weightOf: (hash: number) => number): Float32Array {
  const vector = new Float32Array(dimensions)
  for (const [hash, { count, isStem }] of featuresOf(text)) {
    const sign = Math.imul(hash, 2654435761) >>> 31 ? 1 : -1
    const bucket = hash % dimensions
    const value = (isStem ? STEM_WEIGHT : GRAM_WEIGHT) * (1 + Math.log(count)) * weightOf(hash)
    vector[bucket] = (vector[bucket] ?? 0) + sign * value
  }
  return normalised(vector)
}

/** Scales to length 1; a text without any feature keeps its zero vector, which is near to nothing. */
function normalised(vector: Float32Array): Float32Array {
  let sum = 0
  for (const value of vector) sum += value * value
  if (sum === 0) return vector
  const scale = 1 / Math.sqrt(sum)
  return vector.map((value) => value * scale)
}
