import { InvalidInputError, type MessageTs, SlackRefusedError } from '@backscroll/core'
import type { SlackBlock } from './block.ts'
import { failedStatus, rateLimited, refused, unavailable } from './slack-error.ts'

/** What goes to a response URL: a message, or the end of the one that is answered. */
export type DelayedResponse =
  | {
      /** Notification text and the whole message without blocks, mrkdwn. */
      text: string
      blocks?: readonly SlackBlock[]
      /** Who sees it, default only the person who asked. */
      audience?: 'asker' | 'channel'
      /** Whether it takes the place of the message it answers, default it does not. */
      replaces?: 'original'
      /** The thread it belongs to. */
      threadTs?: MessageTs
    }
  | { deletes: 'original' }

/** Where a response goes, and where it may go. */
export interface RespondRequest {
  /** Request data: 5 uses in 30 minutes. */
  responseUrl: string
  /** The configured Web API; another host than Slack's is the stand-in, whose own response URLs are allowed too. */
  apiUrl: string
  /** Further origins that may be posted to, from configuration. */
  allowedOrigins?: readonly string[]
  body: DelayedResponse
  timeoutMs: number
}

const SLACK_RESPONSES = 'https://hooks.slack.com'
const METHOD = 'the response address'
const USED_UP: readonly string[] = ['expired_url', 'used_url']
const GONE: readonly number[] = [404, 410]

/**
 * Posts an answer to the address that came with a command or a button, and to no other host.
 * @throws InvalidInputError for an address that is not Slack's; SlackRefusedError with the reason `expired` when it is used up or
 * too old, and with Slack's own reason otherwise; SlackUnavailableError, SlackRateLimitedError.
 */
export async function respondToUrl({ responseUrl, apiUrl, allowedOrigins = [], body, timeoutMs }: RespondRequest): Promise<void> {
  const url = URL.parse(responseUrl)
  if (!url || url.username || url.password || ![SLACK_RESPONSES, ...allowedOrigins, ...standInOrigin(apiUrl)].includes(url.origin)) {
    throw new InvalidInputError('The response address is not one of Slack, so nothing was sent to it.')
  }
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(wireBody(body)),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((cause: unknown) => {
    throw unavailable(METHOD, 'did not answer', cause)
  })
  const answer = await response.text().catch(() => '')
  if (response.status === 429) throw rateLimited(METHOD, Number.parseInt(response.headers.get('retry-after') ?? '60', 10) || 60)
  if (response.status >= 500) throw failedStatus(METHOD, response.status)
  const reason = reasonOf(answer)
  const isGone = reason === null ? GONE.includes(response.status) : USED_UP.includes(reason)
  if (isGone) throw new SlackRefusedError(METHOD, 'expired')
  if (reason !== null) throw refused(METHOD, reason)
  if (!response.ok) throw failedStatus(METHOD, response.status)
}

function standInOrigin(apiUrl: string): string[] {
  const api = URL.parse(apiUrl)
  return api && !/(^|\.)slack\.com$/.test(api.hostname) ? [api.origin] : []
}

function wireBody(body: DelayedResponse): object {
  if ('deletes' in body) return { delete_original: true }
  const { text, blocks, audience = 'asker', replaces, threadTs } = body
  return {
    text,
    ...(blocks && { blocks }),
    ...(threadTs && { thread_ts: threadTs }),
    response_type: audience === 'channel' ? 'in_channel' : 'ephemeral',
    replace_original: replaces === 'original',
    unfurl_links: false,
    unfurl_media: false,
  }
}

/** Slack answers `ok`, `{"ok":true}`, an error word, or `{"ok":false,"error":"…"}`. */
function reasonOf(answer: string): string | null {
  const word = /"error"\s*:\s*"([a-z_]{1,60})"/.exec(answer)?.[1] ?? answer.trim()
  return /^[a-z]+(_[a-z]+)+$/.test(word) ? word : null
}
