import type { Embedder, Reranker } from '@backscroll/core'
import type { RemoteOptions } from '../guard/endpoint.ts'
import type { CohereEmbedderOptions } from './cohere-embedder.ts'

export interface CohereOptions extends RemoteOptions {
  apiKey: string
  /** Where the API is; absent: Cohere's own address. */
  baseUrl?: string
}

/** Cohere under one key. Circuit, pace and reserve are kept per endpoint, for this key in this process. */
export interface Cohere {
  /** `embed-v4.0` and its like; `dimensions` out of 256, 512, 1024, 1536. */
  embedder(options: CohereEmbedderOptions): Embedder
  /** `rerank-v4.0-fast` and its like. */
  reranker(options: { model: string }): Reranker
}

/** Loads the SDK, which takes 200 ms that nobody without a key has to spend; the first call opens the first connection. */
export async function openCohere({ apiKey, baseUrl, ...remote }: CohereOptions): Promise<Cohere> {
  const [{ CohereClientV2 }, { createCohereEmbedder }, { createCohereReranker }] = await Promise.all([
    import('cohere-ai'),
    import('./cohere-embedder.ts'),
    import('./cohere-reranker.ts'),
  ])
  const client = new CohereClientV2({ token: apiKey, ...(baseUrl ? { baseUrl } : {}), clientName: 'backscroll', maxRetries: 0 })
  return {
    embedder: (options) => createCohereEmbedder(client, options, remote),
    reranker: (options) => createCohereReranker(client, options, remote),
  }
}
