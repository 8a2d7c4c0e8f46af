import { BadStateError } from '@backscroll/core'
import { InvalidStateError, MissingCodeError, MissingStateError } from '@slack/oauth'
import { WebAPIPlatformError } from '@slack/web-api'
import { slackError } from './slack-error.ts'

/**
 * Why an install did not happen. `error` is a printable word, fit for a page: Slack's own (`access_denied`, `invalid_code`, …), or
 * `missing_state` (the flow began outside of our install page), `bad_state` (used, expired, or another browser), `missing_code`,
 * `slack_unavailable`, `wrong_app`, `no_bot_token`, `no_team`, `unknown_error`.
 */
export interface InstallFailure {
  error: string
  /** For the log; never shown. */
  cause?: unknown
}

/** Names the reason of a failure that Slack, its library or the state store reports. */
export function installFailure(reason: unknown): InstallFailure {
  if (typeof reason === 'string') return { error: /^[a-z][a-z0-9_]{0,59}$/.test(reason) ? reason : 'unknown_error' }
  return { error: wordFor(reason), cause: reason }
}

function wordFor(error: unknown): string {
  if (error instanceof BadStateError || error instanceof InvalidStateError) return 'bad_state'
  if (error instanceof MissingStateError) return 'missing_state'
  if (error instanceof MissingCodeError) return 'missing_code'
  const translated = slackError('oauth.v2.access', error)
  if (translated.code === 'slack_unavailable' || translated.code === 'slack_rate_limited') return 'slack_unavailable'
  return error instanceof WebAPIPlatformError ? error.data.error : 'unknown_error'
}
