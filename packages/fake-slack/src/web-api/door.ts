import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SeenRequest } from '../contract.ts'
import { fieldsOf, isUnreadable, readBodies } from '../http/body.ts'
import { accessToken } from '../oauth/exchange.ts'
import { SlackRefusal } from '../refusal.ts'
import { openConnection } from '../socket/server.ts'
import type { Stage } from '../stage.ts'
import { argumentsOf } from './arguments.ts'
import { fail } from './fail.ts'
import type { Faults } from './faults.ts'
import { identify } from './identify.ts'
import type { Caller, Method } from './method.ts'
import { METHODS } from './methods.ts'
import type { RateLimiter } from './rate-limit.ts'
import { needScope } from './scopes.ts'

export interface WebApi {
  stage: Stage
  faults: Faults
  limiter: RateLimiter
  seen: SeenRequest[]
}

const SECRETS = new Set(['token', 'client_secret', 'code', 'refresh_token'])
const KEPT_REQUESTS = 50_000

function tokenOf(request: FastifyRequest, fields: Record<string, unknown>): string | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  return bearer ?? (typeof fields.token === 'string' && fields.token !== '' ? fields.token : undefined)
}

function record(api: WebApi, method: string, teamId: string | null, appId: string | null, fields: Record<string, unknown>): void {
  const args = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, SECRETS.has(name) ? '***' : value]))
  api.seen.push({ method, teamId, appId, atMs: api.stage.clock.nowMs(), args })
  if (api.seen.length > KEPT_REQUESTS * 1.1) api.seen.splice(0, api.seen.length - KEPT_REQUESTS)
}

function answer(api: WebApi, name: string, method: Method, caller: Caller, fields: Record<string, unknown>): Record<string, unknown> {
  needScope(caller, method.scopes)
  const call = { args: argumentsOf(fields), caller, objectCap: api.limiter.objectCap(name) }
  return { ok: true, ...method.run(api.stage, call) }
}

function refusalAnswer(error: unknown): Record<string, unknown> {
  if (!(error instanceof SlackRefusal)) throw error
  return { ok: false, error: error.message, ...error.details }
}

function callerOrNull(stage: Stage, token: string | undefined, fields: Record<string, unknown>): Caller | null {
  try {
    return identify(stage, token, fields)
  } catch {
    return null
  }
}

async function handle(api: WebApi, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const name = (request.params as { method: string }).method
  const fields = { ...(request.query as Record<string, unknown>), ...fieldsOf(request.body) }
  const token = tokenOf(request, fields)
  const caller = name === 'oauth.v2.access' ? null : callerOrNull(api.stage, token, fields)
  const teamId = caller?.installation.teamId ?? null
  record(api, name, teamId, caller?.app.id ?? null, fields)
  const fault = api.faults.hit(name, teamId)
  if (fault && (await fail(reply, fault, api.stage.clock))) return reply
  if (isUnreadable(request.body)) return { ok: false, error: request.body.unreadable }
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  try {
    if (name === 'oauth.v2.access') return { ok: true, ...accessToken(api.stage, fields, request.headers.authorization) }
    if (name === 'apps.connections.open') return { ok: true, ...openConnection(api.stage, token) }
    if (!method) throw new SlackRefusal('unknown_method', { req_method: name })
    const known = identify(api.stage, token, fields)
    reply.header('x-oauth-scopes', known.installation.scopes.join(',')).header('x-accepted-oauth-scopes', method.scopes.join(','))
    const waitSeconds = api.limiter.take({
      method: name,
      perMinute: method.perMinute,
      teamId: known.installation.teamId,
      appId: known.app.id,
      channel: typeof fields.channel === 'string' ? fields.channel : undefined,
    })
    if (waitSeconds !== null) {
      return reply.code(429).header('retry-after', String(waitSeconds)).send({ ok: false, error: 'ratelimited' })
    }
    return answer(api, name, method, known, fields)
  } catch (error) {
    return refusalAnswer(error)
  }
}

/** The Web API under `/api/`. Every refusal is HTTP 200 with `ok:false`. */
export function registerWebApi(app: FastifyInstance, api: WebApi): void {
  void app.register(async (scope) => {
    readBodies(scope)
    scope.route({ method: ['GET', 'POST'], url: '/api/:method', handler: (request, reply) => handle(api, request, reply) })
    scope.setErrorHandler((_error, _request, reply) => reply.code(500).send({ ok: false, error: 'internal_error' }))
  })
}
