import type { Answerer, Embedder, Reranker, Rewriter } from '@backscroll/core'
import type { RemoteOptions } from '../guard/gate.ts'
import { boundedMemo } from '../local/bounded-memo.ts'
import { createCohereChat } from './cohere-chat.ts'
import type { CohereEmbedderOptions } from './cohere-embedder.ts'

const PUBLIC_URL = 'https://api.cohere.com'
/** So many models of chat are kept with their circuits; people choose among a few. */
const MODELS = 20

export interface CohereOptions extends RemoteOptions {
  apiKey: string
  /** Where the API is; absent: Cohere's own address. */
  baseUrl?: string
}

/** Cohere under one key. Circuit, pace and reserve are kept per endpoint, and for chat per model, for this key in this process. */
export interface Cohere {
  /** `embed-v4.0` and its like; `dimensions` out of 256, 512, 1024, 1536. */
  embedder(options: CohereEmbedderOptions): Embedder
  /** `rerank-v4.0-fast` and its like. */
  reranker(options: { model: string }): Reranker
  /** `command-a-03-2025` and its like. */
  answerer(options: { model: string }): Answerer
  /** `command-r7b-12-2024` and its like. */
  rewriter(options: { model: string }): Rewriter
}

/** Loads the SDK, which takes 200 ms that nobody without a key has to spend; the first call opens the first connection. */
export async function openCohere({ apiKey, baseUrl = PUBLIC_URL, ...remote }: CohereOptions): Promise<Cohere> {
  const [{ CohereClientV2 }, { createCohereEmbedder }, { createCohereReranker }] = await Promise.all([
    import('cohere-ai'),
    import('./cohere-embedder.ts'),
    import('./cohere-reranker.ts'),
  ])
  const client = new CohereClientV2({ token: apiKey, baseUrl, clientName: 'backscroll', maxRetries: 0 })
  const chat = boundedMemo(MODELS, (model) => createCohereChat({ model, apiKey, baseUrl }, remote))
  return {
    embedder: (options) => createCohereEmbedder(client, options, remote),
    reranker: (options) => createCohereReranker(client, options, remote),
    answerer: ({ model }) => chat(model).answerer,
    rewriter: ({ model }) => chat(model).rewriter,
  }
}
