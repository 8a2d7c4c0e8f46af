import { type Logger, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api'

/** Slack's client writes refusals to its log; a test reads them from the error. */
export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
}

/** Slack's own client, pointed at the stand-in, without retries. */
export function clientFor(slack: { apiUrl: string }, token?: string, options: WebClientOptions = {}): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silentLogger,
    ...options,
  })
}

/** Slack's error string of a call that should fail. */
export async function errorOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'no error',
    (error: Error & { data?: { error?: string } }) => error.data?.error ?? error.message,
  )
}
