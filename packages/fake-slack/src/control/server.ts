import Fastify, { type FastifyInstance } from 'fastify'
import { ZodError } from 'zod'
import type { FakeSlack } from '../contract.ts'
import { SlackRefusal } from '../refusal.ts'
import { controlVerbs } from './verbs.ts'

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

function messageOf(error: unknown): string {
  if (error instanceof ZodError) return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  return error instanceof Error ? error.message : 'unknown_error'
}

/** The control API: POST `/_control/<verb>` with a JSON body. Loopback only; other Host headers are refused, so no web page reaches it. */
export function createControlServer(slack: FakeSlack): FastifyInstance {
  const app = Fastify({ bodyLimit: 256 * 1024 * 1024, forceCloseConnections: true })
  const verbs = controlVerbs(slack)
  app.addHook('onRequest', async (request, reply) => {
    if (!LOOPBACK.test(request.headers.host ?? '') || request.headers.origin !== undefined) {
      return reply.code(403).send({ ok: false, error: 'loopback_only' })
    }
  })
  app.post('/_control/*', async (request, reply) => {
    const name = (request.params as { '*': string })['*']
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
    if (!verb) return reply.code(404).send({ ok: false, error: 'unknown_verb' })
    return { ok: true, result: await verb(request.body ?? {}) }
  })
  app.setErrorHandler((error, _request, reply) => {
    const isWrong = error instanceof ZodError || error instanceof SlackRefusal || error instanceof Error
    return reply.code(isWrong ? 400 : 500).send({ ok: false, error: messageOf(error) })
  })
  return app
}
