import { type Embedder, ModelError } from '@backscroll/core'
import { embedWorded } from '../embed-worded.ts'
import { type Answer, guardEndpoint, type RemoteOptions } from '../guard/endpoint.ts'
import { failureOfNetwork, failureOfStatus } from '../guard/http-failure.ts'
import { systemTime } from '../guard/model-time.ts'
import { readVectors } from '../vectors.ts'

/** Small enough for a server that embeds on the CPU, such as Ollama. */
const BATCH = 64
const DOCUMENTS_DEADLINE_MS = 60_000
const QUESTION_DEADLINE_MS = 2_000
/** Models that can be asked for fewer dimensions; others refuse the field or ignore it. */
const SHORTENS = /^text-embedding-3-/

export interface OpenAiEmbedderOptions extends RemoteOptions {
  /** Ends before `/embeddings`: `https://api.openai.com/v1`, `http://localhost:11434/v1`. */
  baseUrl: string
  /** Absent: no authorization is sent. */
  apiKey?: string
  model: string
  dimensions: number
}

/**
 * An embedder over the `POST /embeddings` that OpenAI has made common: OpenAI, Ollama, vLLM and others. It does not tell stored text from questions,
 * because the interface does not. 60 s for a batch of 64 documents, 2 s for a question.
 */
export function createOpenAiEmbedder({ baseUrl, apiKey, model, dimensions, ...remote }: OpenAiEmbedderOptions): Embedder {
  const time = remote.time ?? systemTime
  const name = 'The embedding server'
  const endpoint = guardEndpoint(name, null, remote)
  const headers = { 'content-type': 'application/json', ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}) }

  const post = async (input: string[], signal: AbortSignal): Promise<Answer<Float32Array[]>> => {
    const body = { model, input, encoding_format: 'float', ...(SHORTENS.test(model) ? { dimensions } : {}) }
    let response: Response
    let text: string
    try {
      response = await fetch(`${baseUrl}/embeddings`, { method: 'POST', headers, body: JSON.stringify(body), signal })
      text = await response.text()
    } catch (error) {
      throw failureOfNetwork(name, error)
    }
    if (!response.ok) throw failureOfStatus(name, response.status, response.headers, time.nowMs())
    const answer = parsed(text)
    const value = readVectors(inOrder(answer, input.length), { name: `${name}'s ${model}`, count: input.length, dimensions })
    const tokens = answer?.usage?.prompt_tokens
    return { value, billedUnits: typeof tokens === 'number' ? tokens : null }
  }
  return {
    space: `openai/${model}/${dimensions}`,
    dimensions,
    fusion: { kind: 'rrf', k: 60, weight: 1 },
    label: 'semantic',
    embed: (texts, purpose, signal) => {
      const isQuestion = purpose === 'query'
      const deadlineMs = isQuestion ? QUESTION_DEADLINE_MS : DOCUMENTS_DEADLINE_MS
      return embedWorded(texts, { dimensions, batch: BATCH, signal }, (batch) =>
        endpoint.call(
          { operation: 'embed', model, cost: batch.length, lane: isQuestion ? 'question' : 'backfill', deadlineMs, signal },
          (attempt) => post(batch, attempt),
        ),
      )
    },
  }
}

/** The fields that are read, of which nothing is sure. */
interface EmbeddingsAnswer {
  data?: unknown
  usage?: { prompt_tokens?: unknown } | null
}

function parsed(text: string): EmbeddingsAnswer | null {
  try {
    return JSON.parse(text) as EmbeddingsAnswer | null
  } catch {
    // the parser's message repeats what it read
    throw new ModelError('unavailable', 'The embedding server did not answer with JSON.')
  }
}

/** Vectors by their `index`, which need not be the order of the list; without one the order of the list counts. */
function inOrder(answer: EmbeddingsAnswer | null, count: number): unknown {
  if (!Array.isArray(answer?.data)) return undefined
  const rows: unknown[] = []
  for (const [place, item] of (answer.data as ({ index?: unknown; embedding?: unknown } | null)[]).entries()) {
    const index = item?.index ?? place
    if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= count || index in rows) return undefined
    rows[index] = item?.embedding
  }
  return rows
}
