import type { ModelFailure } from './errors.ts'

/** What a provider bills for a call; null when it does not say, does not bill it, or there was no whole answer. */
export interface Billed {
  inputTokens: number | null
  outputTokens: number | null
  /** Searches of a reranker. */
  searchUnits: number | null
}

export const NOTHING_BILLED: Billed = { inputTokens: null, outputTokens: null, searchUnits: null }

/** What one call to a provider came to, repetitions included. No text, no key. */
export interface ModelUsage extends Billed {
  provider: 'cohere' | 'openai'
  operation: 'embed' | 'rerank' | 'chat'
  /** Its name at the provider. */
  model: string
  latencyMs: number
  /** From the beginning of the call, waiting for a turn included; null for what is not streamed, and when no text came. */
  firstTokenMs: number | null
  /** Tries after the first. */
  retries: number
  outcome: 'ok' | 'aborted' | ModelFailure
}

/** Told of every call that ends, in the asynchronous context of that call. */
export type Meter = (usage: ModelUsage) => void
