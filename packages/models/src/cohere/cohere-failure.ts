import type { ModelError } from '@backscroll/core'
import { CohereError } from 'cohere-ai'
import { failureOfNetwork, failureOfStatus } from '../guard/http-failure.ts'

/** How the provider is called in messages. */
export const COHERE = 'Cohere'

/** What an exception of the SDK means. Its message holds the answer's body, so it is kept nowhere. */
export function failureOfCohere(error: unknown, nowMs: number): ModelError {
  if (error instanceof CohereError && error.statusCode !== undefined)
    return failureOfStatus(COHERE, error.statusCode, error.rawResponse?.headers ?? null, nowMs)
  return failureOfNetwork(COHERE, error instanceof CohereError ? error.cause : error)
}

/** Whether it was the content of a text that was refused (498), not the form of the call. */
export const isBlockedInput = ({ status }: ModelError): boolean => status === 498
