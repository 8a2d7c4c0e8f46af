import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { verifySlackRequest } from '@slack/bolt'
import { afterEach } from 'vitest'
import type { EventControls } from '../index.ts'

export interface Received {
  headers: IncomingMessage['headers']
  body: string
  /** The verdict of Bolt's own verifier. */
  isGenuine: boolean
}

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

function isGenuine(secret: string, nowMs: number, request: IncomingMessage, body: string): boolean {
  try {
    verifySlackRequest({
      signingSecret: secret,
      body,
      headers: {
        'x-slack-signature': String(request.headers['x-slack-signature']),
        'x-slack-request-timestamp': Number(request.headers['x-slack-request-timestamp']),
      },
      nowMilliseconds: nowMs,
    })
    return true
  } catch {
    return false
  }
}

/** Listens for what Slack sends and keeps it. `answer` decides the reply; 200 without it. */
export async function startReceiver(options: {
  secret: string
  nowMs: () => number
  answer?: (response: ServerResponse, received: Received, index: number) => void
}): Promise<{ url: string; received: Received[]; events(): Record<string, unknown>[] }> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      const one = { headers: request.headers, body, isGenuine: isGenuine(options.secret, options.nowMs(), request, body) }
      received.push(one)
      if (options.answer) options.answer(response, one, received.length - 1)
      else response.end()
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack`
  const events = () => received.map((one) => (JSON.parse(one.body) as { event: Record<string, unknown> }).event)
  return { url, received, events }
}

/** What was received, as it happened: sixteen deliveries travel at a time and overtake each other. */
export function asItHappened<T>({ events }: { events: EventControls }, received: readonly Received[]): T[] {
  const bodies = events.deliveries().map((delivery) => delivery.body)
  return received
    .map(({ body }) => ({ body, place: bodies.indexOf(body) }))
    .sort((a, b) => a.place - b.place)
    .map(({ body }) => JSON.parse(body) as T)
}
