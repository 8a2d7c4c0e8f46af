import type { Answerer, Rewriter } from '@backscroll/core'
import { ANSWER_DEADLINE_MS, IDLE_MS, nothingFound, orRefused, TEMPERATURE } from '../chat/chat-limits.ts'
import { createRewriter, REWRITE_TOKENS } from '../chat/rewriter.ts'
import { idOfNumber, shownSources } from '../chat/shown-sources.ts'
import { guardEndpoint } from '../guard/endpoint.ts'
import type { RemoteOptions } from '../guard/gate.ts'
import { systemTime } from '../guard/model-time.ts'
import { field, textAt } from '../http/field.ts'
import { type JsonServer, jsonOf, postJson } from '../http/post-json.ts'
import { serverSentEvents } from '../http/server-sent-events.ts'
import { COHERE, isBlockedInput } from './provider.ts'
import { billedUnits, readChatStream } from './read-chat-stream.ts'

/** Of a production key and one model. A trial key has 20: it is refused by Cohere sooner, and Cohere's wait is kept. */
const LIMIT = { perMinute: 500, largestCall: 1, reserve: 49 }

export interface CohereChatOptions {
  model: string
  apiKey: string
  baseUrl: string
}

/** A model over `POST /v2/chat`. Answers and rewritten questions share its circuit and its pace. */
export interface CohereChat {
  answerer: Answerer
  rewriter: Rewriter
}

/**
 * Answers are streamed with the sources as documents `s1`, `s2`, …, and citations in the mode FAST, which sends them between the pieces of text. What is
 * not ended by `message-end` is cut. Nothing for 15 s, or not the whole answer within 90 s: given up.
 */
export function createCohereChat({ model, apiKey, baseUrl }: CohereChatOptions, remote: RemoteOptions): CohereChat {
  const { time = systemTime } = remote
  const endpoint = guardEndpoint(COHERE, LIMIT, remote)
  const headers = { 'x-client-name': 'backscroll', ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}) }
  const server: JsonServer = { name: COHERE.name, url: `${baseUrl}/v2/chat`, headers, time }
  const call = { operation: 'chat', model, cost: 1, lane: 'question' } as const

  const answerer: Answerer = {
    style: 'written',
    provider: 'cohere',
    model,
    answer({ question, sources, rules, maxOutputTokens }, signal) {
      if (sources.length === 0) return nothingFound(signal)
      const shown = shownSources(sources)
      const body = {
        model,
        messages: [
          { role: 'system', content: rules },
          { role: 'user', content: question },
        ],
        documents: shown.map(({ data }, at) => ({ id: `s${at + 1}`, data })),
        citation_options: { mode: 'FAST' },
        max_tokens: maxOutputTokens,
        temperature: TEMPERATURE,
        stream: true,
      }
      const idOf = (id: string): string => idOfNumber(shown, /^s\d{1,4}$/.test(id) ? Number(id.slice(1)) : 0)
      const events = endpoint.stream({ ...call, deadlineMs: ANSWER_DEADLINE_MS, idleMs: IDLE_MS, signal }, async function* (attempt, bill) {
        const response = await postJson({ ...server, headers: { ...headers, accept: 'text/event-stream' } }, body, attempt)
        yield* readChatStream(serverSentEvents(COHERE.name, response), { idOf, bill })
      })
      return orRefused(events, isBlockedInput)
    },
  }

  const rewriter = createRewriter({ model, endpoint }, async (messages, signal) => {
    const body = { model, messages, max_tokens: REWRITE_TOKENS, temperature: 0, stream: false }
    const answer = await jsonOf(server, await postJson(server, body, signal))
    const content = field(answer, 'message', 'content')
    const texts = Array.isArray(content) ? content.map((part) => textAt(part, 'text') ?? '') : []
    return { value: texts.join(''), billed: billedUnits(answer) }
  })
  return { answerer, rewriter }
}
