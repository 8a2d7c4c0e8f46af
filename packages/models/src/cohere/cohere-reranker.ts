import { ModelError, type Reranked, type Reranker } from '@backscroll/core'
import type { Cohere, CohereClientV2 } from 'cohere-ai'
import { type Answer, guardEndpoint } from '../guard/endpoint.ts'
import type { RemoteOptions } from '../guard/gate.ts'
import { systemTime } from '../guard/model-time.ts'
import { failureOfCohere } from './cohere-failure.ts'
import { COHERE } from './provider.ts'

/** A search goes on in its fused order after this. */
const DEADLINE_MS = 400
const MAX_TOKENS_PER_DOCUMENT = 1_024
/** Of a production key. A trial key has 10: it is refused by Cohere sooner, and Cohere's wait is kept. */
const CALLS_PER_MINUTE = 1_000
const CALLS_AT_ONCE = 50

/** A reranker over Cohere's `POST /v2/rerank`: one call for all documents, 400 ms with everything in it. */
export function createCohereReranker(client: CohereClientV2, { model }: { model: string }, remote: RemoteOptions): Reranker {
  const time = remote.time ?? systemTime
  const endpoint = guardEndpoint(COHERE, { perMinute: CALLS_PER_MINUTE, largestCall: 1, reserve: CALLS_AT_ONCE }, remote)
  return {
    model,
    deadlineMs: DEADLINE_MS,
    async rerank(query, documents, topN, signal) {
      signal?.throwIfAborted()
      const wanted = Math.min(topN, documents.length)
      if (wanted < 1) return []
      return endpoint.call(
        { operation: 'rerank', model, cost: 1, lane: 'question', deadlineMs: DEADLINE_MS, signal },
        async (abortSignal): Promise<Answer<Reranked[]>> => {
          const request = { model, query, documents: [...documents], topN: wanted, maxTokensPerDoc: MAX_TOKENS_PER_DOCUMENT }
          const response = await client
            .rerank(request, { abortSignal, maxRetries: 0, timeoutInSeconds: DEADLINE_MS / 1_000 + 10 })
            .catch((error: unknown) => {
              throw failureOfCohere(error, time.nowMs())
            })
          return {
            value: readOrder(response.results, { wanted, documents: documents.length }),
            billed: { searchUnits: response.meta?.billedUnits?.searchUnits ?? null },
          }
        },
      )
    },
  }
}

/** The type of the SDK, of which nothing is sure before it is looked at. */
type Results = Partial<Cohere.V2RerankResponseResultsItem>[] | undefined

/** Best first; of equal scores in the order of the answer. @throws ModelError when a place is missing, repeated or not among the documents. */
function readOrder(results: Results, { wanted, documents }: { wanted: number; documents: number }): Reranked[] {
  const wrong = () => new ModelError('unavailable', `${COHERE.name} answered with an order that does not fit the documents.`)
  if (!Array.isArray(results) || results.length !== wanted) throw wrong()
  const seen = new Set<number>()
  const order = results.map((result): Reranked => {
    const { index, relevanceScore: score } = result ?? {}
    if (index === undefined || !Number.isInteger(index) || index < 0 || index >= documents || seen.has(index)) throw wrong()
    if (typeof score !== 'number' || !Number.isFinite(score)) throw wrong()
    seen.add(index)
    return { index, score: Math.min(1, Math.max(0, score)) }
  })
  return order.sort((a, b) => b.score - a.score)
}
