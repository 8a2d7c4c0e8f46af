import type { FastifyInstance, FastifyReply } from 'fastify'
import { readBodies } from '../http/body.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { allowUrl, cancelUrl, checkAuthorization } from './authorization.ts'
import { consentPage, errorPage } from './consent-page.ts'

function html(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'")
    .header('cache-control', 'no-store')
    .send(page)
}

function decide(stage: Stage, form: URLSearchParams): string {
  const authorization = checkAuthorization(stage, form)
  if (form.get('decision') !== 'allow') return cancelUrl(authorization)
  const granted = form.getAll('grant')
  const declined = (form.get('shown') ?? '').split(',').filter((scope) => scope !== '' && !granted.includes(scope))
  return allowUrl(stage, authorization, { teamId: form.get('team') ?? '', userId: form.get('user') ?? '', declined })
}

/** The consent page under `/oauth/v2/authorize`: GET shows it, POST is a person's Allow or Cancel. */
export function registerOauth(app: FastifyInstance, stage: Stage): void {
  void app.register(async (scope) => {
    readBodies(scope)
    scope.get('/oauth/v2/authorize', (request, reply) => {
      const query = new URL(request.url, stage.url()).searchParams
      return html(reply, 200, consentPage(stage, query, checkAuthorization(stage, query)))
    })
    scope.post('/oauth/v2/authorize', (request, reply) => {
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
      return reply.redirect(decide(stage, form), 302)
    })
    scope.setErrorHandler((error, _request, reply) => {
      if (error instanceof SlackRefusal) return html(reply, 400, errorPage(error.message))
      return html(reply, 500, errorPage('internal_error'))
    })
  })
}
