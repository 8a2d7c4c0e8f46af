import { setTimeout as wait } from 'node:timers/promises'
import type { AppError } from '@backscroll/core'
import { SocketModeClient } from '@slack/socket-mode'
import { clientOptions } from './client-options.ts'
import { silentLogger } from './silent-logger.ts'
import { slackError } from './slack-error.ts'

/** What came over a socket; `body` is what an HTTP request would have brought. */
export interface SocketDelivery {
  kind: 'event' | 'command' | 'interaction' | 'other'
  body: unknown
  /** How often Slack has sent it before. */
  retryNum: number
}

/** A transport for hosts that Slack cannot reach. */
export interface SocketSettings {
  /** `xapp-…`, with the scope `connections:write`. */
  appLevelToken: string
  apiUrl: string
  timeoutMs: number
  /** @returns what Slack shows as the answer of a command, or null. What it throws leaves the delivery unacknowledged: Slack sends it again. */
  handle: (delivery: SocketDelivery) => Promise<object | null>
  /** Hears of every connection, and of why one ended or did not come about. */
  onState: (state: SocketState) => void
}

export type SocketState = { kind: 'connected' } | { kind: 'ended' } | { kind: 'failed'; error: AppError | Error; retryAfterMs: number }

const KINDS: Readonly<Record<string, SocketDelivery['kind']>> = {
  events_api: 'event',
  slash_commands: 'command',
  interactive: 'interaction',
}
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 30_000
/** How long an ended process waits for what it has begun. */
const PATIENCE_MS = 3_000

/**
 * Keeps a Socket Mode connection until the signal aborts, then finishes what has begun. A connection that Slack closes, as it does every few
 * hours, is followed by the next one at once; one that does not come about is tried again after a pause that doubles up to half a minute.
 * The library's own reconnecting is switched off: an HTTP error in the middle of it ends the process by an unhandled rejection.
 */
export async function runSlackSocket(settings: SocketSettings, signal: AbortSignal): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS
  while (!signal.aborted) {
    try {
      await oneConnection(settings, signal, () => {
        pauseMs = FIRST_PAUSE_MS
      })
      settings.onState({ kind: 'ended' })
    } catch (error) {
      const reason = slackError('apps.connections.open', error)
      const retryAfterMs = Math.max(pauseMs, reason.code === 'slack_rate_limited' ? (reason.retryAfterMs ?? 0) : 0)
      settings.onState({ kind: 'failed', error: reason, retryAfterMs })
      await wait(retryAfterMs, undefined, { signal }).catch(() => {})
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    }
  }
}

/** Resolves when the connection has ended; rejects when it did not come about. */
async function oneConnection(settings: SocketSettings, signal: AbortSignal, onConnected: () => void): Promise<void> {
  const { appLevelToken, apiUrl, timeoutMs } = settings
  const client = new SocketModeClient({
    appToken: appLevelToken,
    autoReconnectEnabled: false,
    logger: silentLogger,
    clientOptions: clientOptions({ apiUrl, timeoutMs, retries: 0 }),
  })
  const underWay = new Set<Promise<void>>()
  client.on('slack_event', (envelope: Envelope) => {
    const work = acknowledgeAfter(settings, envelope).finally(() => underWay.delete(work))
    underWay.add(work)
  })
  const ended = new Promise<void>((resolve) => client.once('disconnected', () => resolve()))
  await client.start()
  onConnected()
  settings.onState({ kind: 'connected' })
  await Promise.race([ended, aborted(signal)])
  if (!signal.aborted) return
  await Promise.race([Promise.allSettled(underWay), wait(PATIENCE_MS, undefined, { ref: false })])
  await client.disconnect()
}

interface Envelope {
  type: string
  body: unknown
  retry_num?: number
  ack: (response?: object) => Promise<void>
}

/** What cannot be taken, or whose acknowledgement is lost with the connection, Slack sends again. */
async function acknowledgeAfter({ handle, onState }: SocketSettings, { type, body, retry_num, ack }: Envelope): Promise<void> {
  try {
    const answer = await handle({ kind: KINDS[type] ?? 'other', body, retryNum: retry_num ?? 0 })
    await ack(answer ?? undefined)
  } catch (error) {
    const known = error instanceof Error ? error : new Error('a delivery could not be taken')
    onState({ kind: 'failed', error: known, retryAfterMs: 0 })
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
