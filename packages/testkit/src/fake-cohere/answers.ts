import type { Failure } from './failures.ts'
import type { EmbedRequest, EmbedResponse, RerankRequest, RerankResponse } from './wire.ts'

const apiVersion = { version: '2' }
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** Vectors in which texts with words in common are near. What is not in the request is what the API takes for it. */
export function embedAnswer(request: EmbedRequest, failure: Failure | null): EmbedResponse {
  const texts = request.texts ?? []
  const dimensions = request.output_dimension ?? 1_536
  // not of length 1: scaling is the client's to do
  let vectors: (number | null)[][] = texts.map((text) => vectorOf(text, dimensions))
  if (failure === 'fewer') vectors = vectors.slice(1)
  if (failure === 'short') vectors = vectors.map((vector, at) => (at === 0 ? vector.slice(1) : vector))
  if (failure === 'null') vectors = vectors.map((vector, at) => (at === 0 ? [null, ...vector.slice(1)] : vector))
  const tokens = texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0)
  return {
    id: 'embed-1',
    response_type: 'embeddings_by_type',
    texts: [...texts],
    embeddings: { float: vectors as number[][] },
    meta: { api_version: apiVersion, billed_units: { input_tokens: tokens } },
  } as EmbedResponse
}

function vectorOf(text: string, dimensions: number): number[] {
  const vector = Array.from({ length: dimensions }, () => 0)
  for (const word of wordsOf(text)) {
    let hash = 0x811c9dc5
    for (const unit of word) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0
    for (let n = 0; n < 8; n += 1) {
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0
      const at = hash % dimensions
      vector[at] = (vector[at] ?? 0) + (hash & 1 ? 3 : -3)
    }
  }
  return vector.some(Boolean) ? vector : vector.fill(1)
}

/** Scores by words in common, so that a reranked order can be told from the one that was sent. */
export function rerankAnswer(request: RerankRequest, failure: Failure | null): RerankResponse {
  const asked = new Set(wordsOf(request.query))
  const scored = request.documents.map((document, index) => {
    const found = new Set(wordsOf(document).filter((word) => asked.has(word))).size
    return { index, relevance_score: failure === 'equal' ? 0.5 : Math.min(0.99, found / (asked.size || 1)) }
  })
  const results = scored.sort((a, b) => b.relevance_score - a.relevance_score).slice(0, request.top_n ?? scored.length)
  const [first] = results
  if (first && failure === 'range') first.index = request.documents.length
  if (first && failure === 'repeated') for (const result of results) result.index = first.index
  return { id: 'rerank-1', results, meta: { api_version: apiVersion, billed_units: { search_units: 1 } } }
}
