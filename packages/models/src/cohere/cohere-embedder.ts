import { type Embedder, ModelError } from '@backscroll/core'
import type { CohereClientV2 } from 'cohere-ai'
import { embedWorded } from '../embed-worded.ts'
import { type Answer, guardEndpoint } from '../guard/endpoint.ts'
import type { RemoteOptions } from '../guard/gate.ts'
import { systemTime } from '../guard/model-time.ts'
import { readVectors } from '../vectors.ts'
import { failureOfCohere } from './cohere-failure.ts'
import { COHERE, isBlockedInput } from './provider.ts'

/** Cohere's limits: texts of one call, and inputs a minute under trial and production keys alike. */
const BATCH = 96
const INPUTS_PER_MINUTE = 2_000
/** So many questions pass at once while a backfill waits for its turn; more of them at 31 a second. */
const QUESTIONS_IN_RESERVE = 24
const DOCUMENTS_DEADLINE_MS = 30_000
/** Earlier models have one length and refuse to be asked for another. */
const HAS_ONE_LENGTH = /-v[1-3]\.0$/
/** A question is answered from words alone rather than later. */
const QUESTION_DEADLINE_MS = 2_000

export interface CohereEmbedderOptions {
  model: string
  dimensions: number
}

/**
 * An embedder over Cohere's `POST /v2/embed`. Batches of 96, 2,000 inputs a minute, 30 s for a batch of documents and 2 s for a question.
 * A text whose content Cohere refuses gets a vector of zeros: it is found by its words, and keeps no other text from being embedded.
 */
export function createCohereEmbedder(
  client: CohereClientV2,
  { model, dimensions }: CohereEmbedderOptions,
  remote: RemoteOptions,
): Embedder {
  const time = remote.time ?? systemTime
  const limit = { perMinute: INPUTS_PER_MINUTE, largestCall: BATCH, reserve: QUESTIONS_IN_RESERVE }
  const endpoint = guardEndpoint(COHERE, limit, remote)

  const embedBatch = (texts: string[], purpose: 'document' | 'query', signal: AbortSignal | undefined) => {
    const deadlineMs = purpose === 'query' ? QUESTION_DEADLINE_MS : DOCUMENTS_DEADLINE_MS
    const lane = purpose === 'query' ? 'question' : 'backfill'
    return endpoint.call(
      { operation: 'embed', model, cost: texts.length, lane, deadlineMs, signal },
      async (abortSignal): Promise<Answer<Float32Array[]>> => {
        const response = await client
          .embed(
            {
              model,
              texts,
              inputType: purpose === 'query' ? 'search_query' : 'search_document',
              embeddingTypes: ['float'],
              ...(HAS_ONE_LENGTH.test(model) ? {} : { outputDimension: dimensions }),
              truncate: 'END',
            },
            // the SDK's own timer does not cover the body; it only has to end after our deadline
            { abortSignal, maxRetries: 0, timeoutInSeconds: deadlineMs / 1_000 + 10 },
          )
          .catch((error: unknown) => {
            throw failureOfCohere(error, time.nowMs())
          })
        return {
          value: readVectors(response.embeddings?.float, { name: `${COHERE.name}'s ${model}`, count: texts.length, dimensions }),
          billed: { inputTokens: response.meta?.billedUnits?.inputTokens ?? null },
        }
      },
    )
  }
  /** Halves a batch until the refused texts stand alone. */
  const embedAllowed = async (texts: string[], purpose: 'document' | 'query', signal: AbortSignal | undefined): Promise<Float32Array[]> => {
    try {
      return await embedBatch(texts, purpose, signal)
    } catch (error) {
      if (!(error instanceof ModelError) || !isBlockedInput(error)) throw error
      if (texts.length === 1) return [new Float32Array(dimensions)]
      const half = Math.ceil(texts.length / 2)
      return [...(await embedAllowed(texts.slice(0, half), purpose, signal)), ...(await embedAllowed(texts.slice(half), purpose, signal))]
    }
  }
  return {
    space: `${model}/${dimensions}`,
    dimensions,
    fusion: { kind: 'rrf', k: 60, weight: 1 },
    label: 'semantic',
    embed: (texts, purpose, signal) =>
      embedWorded(texts, { dimensions, batch: BATCH, signal }, (batch) => embedAllowed(batch, purpose, signal)),
  }
}
