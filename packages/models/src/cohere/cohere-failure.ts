import type { ModelError } from '@backscroll/core'
import { CohereError } from 'cohere-ai'
import { failureOfNetwork, failureOfStatus } from '../guard/http-failure.ts'
import { COHERE } from './provider.ts'

/** What an exception of the SDK means. Its message holds the answer's body, so it is kept nowhere. */
export function failureOfCohere(error: unknown, nowMs: number): ModelError {
  if (error instanceof CohereError && error.statusCode !== undefined)
    return failureOfStatus(COHERE.name, error.statusCode, error.rawResponse?.headers ?? null, nowMs)
  return failureOfNetwork(COHERE.name, error instanceof CohereError ? error.cause : error)
}
