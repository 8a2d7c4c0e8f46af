import type { FastifyReply } from 'fastify'

/** A line that says nothing, so that nothing on the way takes the silence for an end. */
const HEARTBEAT_MS = 15_000

/** Sends events of one name as they come, until there are no more or the listener has gone. `ended` aborts with the listener. */
export async function sendEvents(reply: FastifyReply, name: string, events: AsyncIterable<unknown>): Promise<void> {
  const { raw } = reply
  reply.hijack()
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  const beat = setInterval(() => raw.write(': alive\n\n'), HEARTBEAT_MS)
  try {
    for await (const event of events) raw.write(`event: ${name}\ndata: ${JSON.stringify(event)}\n\n`)
  } finally {
    clearInterval(beat)
    raw.end()
  }
}
