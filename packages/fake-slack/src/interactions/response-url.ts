import type { FastifyInstance } from 'fastify'
import { fieldsOf, isUnreadable, readBodies } from '../http/body.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { respond } from './respond.ts'

interface Place {
  teamId: string
  number: string
  secret: string
}

function fieldsOfResponse(body: unknown): Record<string, unknown> {
  const fields = fieldsOf(body)
  return typeof fields.payload === 'string' && body instanceof URLSearchParams
    ? (JSON.parse(fields.payload) as Record<string, unknown>)
    : fields
}

/** The door behind every response_url. Answers `ok`, or 404 when the URL is used up or too old. */
export function registerResponseUrls(app: FastifyInstance, stage: Stage): void {
  void app.register(async (scope) => {
    readBodies(scope)
    scope.post<{ Params: Place }>('/commands/:teamId/:number/:secret', (request, reply) => {
      const { teamId, number, secret } = request.params
      const ticket = stage.state.tickets.get(`${teamId}/${number}/${secret}`)
      if (!ticket || ticket.expiresAtMs <= stage.clock.nowMs()) return reply.code(404).send({ ok: false, error: 'expired_url' })
      if (ticket.usesLeft <= 0) return reply.code(404).send({ ok: false, error: 'used_url' })
      if (isUnreadable(request.body)) return reply.code(400).type('text/plain').send('invalid_payload')
      respond(stage, ticket, fieldsOfResponse(request.body))
      ticket.usesLeft -= 1
      return reply.type('text/plain').send('ok')
    })
    scope.setErrorHandler((error, _request, reply) => {
      const status = error instanceof SlackRefusal ? 400 : 500
      return reply
        .code(status)
        .type('text/plain')
        .send(error instanceof SlackRefusal ? error.message : 'invalid_payload')
    })
  })
}
