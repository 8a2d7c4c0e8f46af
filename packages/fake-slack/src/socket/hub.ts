import { randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import type { FakeClock } from '../clock.ts'
import type { Answer } from '../events/send.ts'

/** Slack gives an envelope this long; without an acknowledgement it counts as failed. Milliseconds of the clock. */
const ACK_MS = 3_000

/** What goes out: Slack's type of the envelope, and what an HTTP request would have had as its body. */
export interface Outgoing {
  type: 'events_api' | 'slash_commands' | 'interactive'
  payload: unknown
  retryAttempt?: number
  retryReason?: string
}

interface Line {
  appId: string
  socket: WebSocket
  /** Called with the text of an acknowledgement, or null when the connection ended before. */
  waiting: Map<string, (payload: unknown) => void>
}

/** The open Socket Mode connections of all apps. */
export interface SocketHub {
  /** A single-use ticket for one connection. */
  ticket(appId: string): string
  /** @returns the app of a ticket that nobody has used, else null. */
  redeem(ticket: string): string | null
  add(appId: string, socket: WebSocket): void
  /**
   * Sends an envelope over one of the app's connections and waits for its acknowledgement. When that connection ends first, or there is
   * none, the next one gets it, as long as the time lasts. Never rejects.
   */
  deliver(appId: string, outgoing: Outgoing, clock: FakeClock): Promise<Answer>
  connections(appId: string): number
  /** Says that the connections are about to be closed, as Slack does before it recycles a server. */
  warn(appId: string, reason: 'warning' | 'refresh_requested' | 'link_disabled'): void
  /** Cuts the connections without a word. */
  cut(appId: string): void
}

const failed = (reason: Answer['reason']): Answer => ({ status: null, reason, noRetry: false, body: '' })

/** A hub without connections. */
export function createSocketHub(): SocketHub {
  const tickets = new Map<string, string>()
  const lines = new Set<Line>()
  const arrivals = new Set<() => void>()
  const of = (appId: string) => [...lines].filter((line) => line.appId === appId && line.socket.readyState === line.socket.OPEN)
  const arrival = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      arrivals.add(resolve)
      signal.addEventListener('abort', () => resolve(), { once: true })
    })

  const attempts = async (appId: string, outgoing: Outgoing, over: AbortSignal): Promise<Answer> => {
    while (!over.aborted) {
      const [line] = of(appId).sort(() => Math.random() - 0.5)
      if (!line) {
        await arrival(over)
        continue
      }
      const payload = await acknowledged(line, outgoing, over)
      if (payload !== UNANSWERED) return { status: 200, reason: null, noRetry: false, body: bodyOf(payload) }
    }
    return failed(of(appId).length > 0 ? 'http_timeout' : 'connection_failed')
  }

  return {
    ticket(appId) {
      const ticket = randomUUID()
      tickets.set(ticket, appId)
      return ticket
    },
    redeem(ticket) {
      const appId = tickets.get(ticket) ?? null
      tickets.delete(ticket)
      return appId
    },
    add(appId, socket) {
      const line: Line = { appId, socket, waiting: new Map() }
      socket.on('message', (data: Buffer) => acknowledge(line, data.toString('utf8')))
      socket.on('error', () => socket.terminate())
      socket.on('close', () => {
        lines.delete(line)
        for (const end of line.waiting.values()) end(UNANSWERED)
      })
      const debug = { host: 'applink-0', build_number: 1, approximate_connection_time: 18_060 }
      socket.send(
        JSON.stringify({ type: 'hello', num_connections: of(appId).length + 1, debug_info: debug, connection_info: { app_id: appId } }),
      )
      lines.add(line)
      for (const wake of arrivals) wake()
      arrivals.clear()
    },
    async deliver(appId, outgoing, clock) {
      const over = new AbortController()
      const answered = new AbortController()
      void clock.wait(ACK_MS, answered.signal).then(() => over.abort())
      try {
        return await attempts(appId, outgoing, over.signal)
      } finally {
        answered.abort()
      }
    },
    connections: (appId) => of(appId).length,
    warn(appId, reason) {
      for (const { socket } of of(appId)) socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-0' } }))
    },
    cut(appId) {
      for (const { socket } of of(appId)) socket.terminate()
    },
  }
}

const UNANSWERED = Symbol('unanswered')

function acknowledged(line: Line, outgoing: Outgoing, over: AbortSignal): Promise<unknown> {
  const id = randomUUID()
  return new Promise((resolve) => {
    const end = (payload: unknown) => {
      line.waiting.delete(id)
      resolve(payload)
    }
    line.waiting.set(id, end)
    over.addEventListener('abort', () => end(UNANSWERED), { once: true })
    const { type, payload, retryAttempt = 0, retryReason = '' } = outgoing
    const retry = type === 'events_api' ? { retry_attempt: retryAttempt, retry_reason: retryReason } : {}
    line.socket.send(JSON.stringify({ envelope_id: id, payload, type, accepts_response_payload: type !== 'events_api', ...retry }))
  })
}

function acknowledge(line: Line, text: string): void {
  try {
    const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id?: string; payload?: unknown }
    line.waiting.get(id ?? '')?.(payload)
  } catch {
    // Not JSON: nothing is acknowledged.
  }
}

/** What an HTTP answer would have said: nothing for an empty payload. */
function bodyOf(payload: unknown): string {
  if (typeof payload !== 'object' || payload === null || Object.keys(payload).length === 0) return ''
  return JSON.stringify(payload)
}
