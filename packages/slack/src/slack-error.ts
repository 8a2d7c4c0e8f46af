import {
  AppError,
  InvalidInputError,
  SlackRateLimitedError,
  SlackRefusedError,
  SlackUnavailableError,
  TokenRevokedError,
} from '@backscroll/core'
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api'

const TOKEN_IS_DEAD: readonly string[] = ['token_revoked', 'account_inactive', 'invalid_auth', 'token_expired']
const SLACK_IS_ILL: readonly string[] = [
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ekm_service_unavailable',
]
const TOO_FAST: readonly string[] = ['ratelimited', 'rate_limited', 'message_limit_exceeded']
/** What a 429 without a readable `Retry-After` costs. */
const UNSTATED_WAIT_SECONDS = 60
const LONGEST_WAIT_SECONDS = 3_600

/** Translates whatever a call of Slack's client throws; `method` is named in the message, the token never is. */
export function slackError(method: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof WebAPIRateLimitedError) return rateLimited(method, error.retryAfter, error)
  if (error instanceof WebAPIPlatformError) return refused(method, error.data.error, error)
  if (error instanceof WebAPIHTTPError) return failedStatus(method, error.statusCode, error)
  if (error instanceof Error && error.message.startsWith('Retry header did not contain'))
    return rateLimited(method, UNSTATED_WAIT_SECONDS, error)
  return unavailable(method, 'did not answer', error)
}

/** Translates Slack's own error string; anything that is not one is a broken answer, an HTML page for example. */
export function refused(method: string, reason: unknown, cause?: unknown): AppError {
  if (typeof reason !== 'string' || !/^[a-z][a-z0-9_.:-]{1,79}$/i.test(reason))
    return unavailable(method, 'answered with something unreadable', cause)
  if (TOO_FAST.includes(reason)) return rateLimited(method, UNSTATED_WAIT_SECONDS, cause)
  if (SLACK_IS_ILL.includes(reason)) return unavailable(method, `reported ${reason}`, cause)
  if (TOKEN_IS_DEAD.includes(reason)) {
    return new TokenRevokedError(`Slack no longer accepts this workspace's token (${reason}). Install the app again.`, { cause, reason })
  }
  return new SlackRefusedError(method, reason, { cause })
}

/** Translates an HTTP status other than success. */
export function failedStatus(method: string, status: number, cause?: unknown): AppError {
  if (status === 429) return rateLimited(method, UNSTATED_WAIT_SECONDS, cause)
  if (status >= 500 || status === 408) return unavailable(method, `answered with status ${status}`, cause)
  return new SlackRefusedError(method, `http_${status}`, { cause })
}

/** Names a wait that Slack asks for, at least a second and at most an hour. */
export function rateLimited(method: string, seconds: number, cause?: unknown): SlackRateLimitedError {
  const wait = Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS)
  return new SlackRateLimitedError(`Slack asks to wait ${wait} s before ${method} is called again.`, wait * 1000, { cause })
}

/** Names an outage. */
export const unavailable = (method: string, what: string, cause?: unknown): SlackUnavailableError =>
  new SlackUnavailableError(`Slack ${what} when asked for ${method}.`, { cause })

/** An answer of another shape than documented counts as an outage, not as our caller's mistake. */
export const misshapen = (method: string, error: unknown): unknown =>
  error instanceof InvalidInputError ? unavailable(method, 'answered in an unexpected shape', error) : error
