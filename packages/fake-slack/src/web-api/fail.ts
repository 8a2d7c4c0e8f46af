import type { FastifyReply } from 'fastify'
import type { FakeClock } from '../clock.ts'
import type { FaultRule } from '../contract.ts'

/** How long a slow answer takes, in milliseconds of the clock. */
const SLOW_MS = 15_000

/** Answers a call the wrong way. @returns whether the call is over; a slow call goes on. */
export async function fail(reply: FastifyReply, rule: FaultRule, clock: FakeClock): Promise<boolean> {
  switch (rule.kind) {
    case 'http500':
      await reply.code(500).send({ ok: false, error: 'internal_error' })
      return true
    case 'http503':
      await reply.code(503).type('text/plain').send('upstream connect error')
      return true
    case 'html':
      await reply.code(200).type('text/html').send('<!doctype html><title>Be right back</title>')
      return true
    case '429':
      await reply.code(429).header('retry-after', '3').send({ ok: false, error: 'ratelimited' })
      return true
    case '429-no-header':
      await reply.code(429).send({ ok: false, error: 'ratelimited' })
      return true
    case '429-odd-header':
      await reply.code(429).header('retry-after', 'soon').send({ ok: false, error: 'ratelimited' })
      return true
    case 'truncated':
      await reply.code(200).type('application/json').send('{"ok":true,"messages":[{"type":"mess')
      return true
    case 'reset':
      reply.hijack()
      reply.raw.socket?.destroy()
      return true
    case 'refuse':
      await reply.code(200).send({ ok: false, error: rule.error ?? 'internal_error' })
      return true
    case 'slow':
      await clock.wait(SLOW_MS)
      return false
  }
}
