import type { Embedder } from '@backscroll/core'
import { embedWorded } from '../embed-worded.ts'
import { type Answer, guardEndpoint } from '../guard/endpoint.ts'
import type { Provider, RemoteOptions } from '../guard/gate.ts'
import { systemTime } from '../guard/model-time.ts'
import { field, numberAt } from '../http/field.ts'
import { type JsonServer, jsonOf, postJson } from '../http/post-json.ts'
import { readVectors } from '../vectors.ts'

const SERVER = { id: 'openai', name: 'The embedding server' } as const satisfies Provider

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
  const { time = systemTime } = remote
  const endpoint = guardEndpoint(SERVER, null, remote)
  const headers: Record<string, string> = apiKey ? { authorization: `Bearer ${apiKey}` } : {}
  const server: JsonServer = { name: SERVER.name, url: `${baseUrl}/embeddings`, headers, time }

  const post = async (input: string[], signal: AbortSignal): Promise<Answer<Float32Array[]>> => {
    const body = { model, input, encoding_format: 'float', ...(SHORTENS.test(model) ? { dimensions } : {}) }
    const answer = await jsonOf(server, await postJson(server, body, signal))
    const value = readVectors(inOrder(answer, input.length), { name: `${SERVER.name}'s ${model}`, count: input.length, dimensions })
    return { value, billed: { inputTokens: numberAt(answer, 'usage', 'prompt_tokens') } }
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

/** Vectors by their `index`, which need not be the order of the list; without one the order of the list counts. */
function inOrder(answer: unknown, count: number): unknown {
  const data = field(answer, 'data')
  if (!Array.isArray(data)) return undefined
  const rows: unknown[] = []
  for (const [place, item] of data.entries()) {
    const index = field(item, 'index') ?? place
    if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= count || index in rows) return undefined
    rows[index] = field(item, 'embedding')
  }
  return rows
}
