import { ModelError } from '@backscroll/core'

/**
 * What an HTTP status of a provider means; see `ModelFailure`. What the provider says about it is dropped: it may repeat what was sent, and errors
 * are logged with their causes. @param headers for `Retry-After`.
 */
export function failureOfStatus(name: string, status: number, headers: Headers | null, nowMs: number): ModelError {
  const options = { status, ...retryAfterOf(headers, nowMs) }
  if (status === 429) return new ModelError('rate_limited', `${name} asks to wait (429).`, options)
  if (status === 401 || status === 402) return new ModelError('unauthorised', `${name} refuses the key (${status}).`, options)
  if (status >= 500 || status === 408 || status === 499 || status < 400)
    return new ModelError('unavailable', `${name} failed (${status}).`, options)
  return new ModelError('invalid', `${name} refuses the request (${status}).`, options)
}

/** What an exception of `fetch` means: a body that breaks off is `cut`, anything before it `unavailable`. */
export function failureOfNetwork(name: string, error: unknown): ModelError {
  if (error instanceof TypeError && error.message === 'terminated')
    return new ModelError('cut', `${name} broke off its answer.`, { cause: error })
  return new ModelError('unavailable', `${name} was not reached.`, { cause: error })
}

/** Nobody is obeyed for longer. */
const LONGEST_WAIT_MS = 600_000

/** Seconds or a date, as RFC 9110 has it; anything else counts as absent. */
function retryAfterOf(headers: Headers | null, nowMs: number): { retryAfterMs?: number } {
  const value = headers?.get('retry-after')?.trim()
  if (!value) return {}
  if (/^\d{1,6}(\.\d{1,3})?$/.test(value)) return { retryAfterMs: Math.min(LONGEST_WAIT_MS, Math.ceil(Number(value) * 1_000)) }
  const atMs = Date.parse(value)
  return Number.isNaN(atMs) ? {} : { retryAfterMs: Math.min(LONGEST_WAIT_MS, Math.max(0, atMs - nowMs)) }
}
