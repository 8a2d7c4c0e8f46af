import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Embedder } from '@backscroll/core'
import { defaultIdf } from './default-idf/default-idf.ts'
import { fingerprint, type IdfTable, idfOf } from './idf-table.ts'
import { featuresOf } from './word-features.ts'

const STEM_WEIGHT = 1
const GRAM_WEIGHT = 0.5
/** Characters embedded before other work gets its turn: about 10 ms. */
const TURN_CHARACTERS = 16_000

/**
 * Makes `hash-v1`, the embedder without key, download or model file: stems and character 3- to 5-grams, hashed with
 * a sign into `dimensions` buckets, weighted by log tf and a frozen idf. It is fuzzy lexical, not semantic: it finds
 * word forms, parts of identifiers and many typos.
 * `space` is `hash-v1/<dimensions>/<12 hex of the idf table>`; big batches yield to the event loop and stop on `signal`.
 */
export function createHashEmbedder(options: { dimensions?: number; idf?: IdfTable } = {}): Embedder {
  const { dimensions = 1024, idf = defaultIdf() } = options
  const weightOf = idfOf(idf)
  return {
    space: `hash-v1/${dimensions}/${fingerprint(idf)}`,
    dimensions,
    fusion: { kind: 'score', alpha: 0.3 },
    label: 'fuzzy lexical',
    async embed(texts, _purpose, signal) {
      const vectors: Float32Array[] = []
      let characters = 0
      for (const text of texts) {
        signal?.throwIfAborted()
        vectors.push(vectorOf(text, dimensions, weightOf))
        characters += text.length
        if (characters < TURN_CHARACTERS) continue
        characters = 0
        await nextTurn()
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
