import type { ModelFailure } from '@backscroll/core'

/** What one call to a provider came to, repetitions included. No text, no key. */
export interface ModelUsage {
  operation: 'embed' | 'rerank'
  /** Its name at the provider. */
  model: string
  /** What the provider bills for it: input tokens of `embed`, searches of `rerank`; null when it does not say or there was no answer. */
  billedUnits: number | null
  latencyMs: number
  /** Tries after the first. */
  retries: number
  outcome: 'ok' | 'aborted' | ModelFailure
}

/** Told of every call that ends. */
export type Meter = (usage: ModelUsage) => void
