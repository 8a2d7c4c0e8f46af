import type { WebClientOptions } from '@slack/web-api'
import { silentLogger } from './silent-logger.ts'

/** How long one client waits and how often it repeats a failed call. */
export interface ClientSettings {
  apiUrl: string
  timeoutMs: number
  /** Repetitions of a call that ended in a network or HTTP error; never of a refusal or a rate limit. */
  retries: number
  /** The workspace that every call names, for an org-wide token. */
  teamId?: string | undefined
}

/**
 * Fresh options for one `WebClient`. The client writes the token into a `headers` object it is given, so two clients made
 * from one object would share a token: there is none here, and the object is never reused.
 */
export const clientOptions = ({ apiUrl, timeoutMs, retries, teamId }: ClientSettings): WebClientOptions => ({
  slackApiUrl: apiUrl,
  timeout: timeoutMs,
  retryConfig: { retries, minTimeout: 200, maxTimeout: 2_000 },
  rejectRateLimitedCalls: true,
  allowAbsoluteUrls: false,
  logger: silentLogger,
  ...(teamId === undefined ? {} : { teamId }),
})
