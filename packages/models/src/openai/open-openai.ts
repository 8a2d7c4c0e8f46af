import type { Answerer, Rewriter } from '@backscroll/core'
import type { RemoteOptions } from '../guard/gate.ts'
import { boundedMemo } from '../local/bounded-memo.ts'
import { createOpenAiChat, type OpenAiServer } from './openai-chat.ts'

/** So many models of chat are kept with their circuits; people choose among a few. */
const MODELS = 20

/** The chat of a server like OpenAI's. A circuit is kept per model, in this process. */
export interface OpenAi {
  answerer(options: { model: string }): Answerer
  rewriter(options: { model: string }): Rewriter
}

/** Connects nowhere before the first call. */
export function openOpenAi({ baseUrl, apiKey, ...remote }: OpenAiServer & RemoteOptions): OpenAi {
  const server = { baseUrl, ...(apiKey ? { apiKey } : {}) }
  const chat = boundedMemo(MODELS, (model) => createOpenAiChat({ ...server, model }, remote))
  return { answerer: ({ model }) => chat(model).answerer, rewriter: ({ model }) => chat(model).rewriter }
}
