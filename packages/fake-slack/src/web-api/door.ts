import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SeenRequest } from '../contract.ts'
import { fieldsOf, isUnreadable, readBodies } from '../http/body.ts'
import { accessToken } from '../oauth/exchange.ts'
import { signInToken, userInfo } from '../oidc/exchange.ts'
import type { Oidc } from '../oidc/oidc.ts'
import { SlackRefusal } from '../refusal.ts'
import { openConnection } from '../socket/server.ts'
import type { Stage } from '../stage.ts'
import { APP_METHODS, appOfToken } from './app-methods.ts'
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
  oidc: Oidc
}

const SECRETS = new Set(['token', 'client_secret', 'code', 'refresh_token'])
const KEPT_REQUESTS = 50_000

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
}

function tokenOf(request: FastifyRequest, fields: Record<string, unknown>): string | undefined {
  return bearerOf(request) ?? (typeof fields.token === 'string' && fields.token !== '' ? fields.token : undefined)
}

function record(api: WebApi, method: string, teamId: string | null, appId: string | null, fields: Record<string, unknown>): void {
  const args = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, SECRETS.has(name) ? '***' : value]))
  api.seen.push({ method, teamId, appId, atMs: api.stage.clock.nowMs(), args })
  if (api.seen.length > KEPT_REQUESTS * 1.1) api.seen.splice(0, api.seen.length - KEPT_REQUESTS)
}

function answer(api: WebApi, name: string, method: Method, caller: Caller, fields: Record<string, unknown>): Record<string, unknown> {
  needScope(caller, method.scopes)
  const call = { args: argumentsOf(fields), caller, objectCap: api.limiter.objectCap(name, caller.app.id) }
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

interface Limited {
  name: string
  perMinute: number
  /** Empty for a call without a workspace. */
  teamId: string
  appId: string
  channel?: unknown
}

/** Answers 429 when a call comes too soon. @returns whether the call is over. */
function isTooSoon(api: WebApi, reply: FastifyReply, { name, perMinute, teamId, appId, channel }: Limited): boolean {
  const place = typeof channel === 'string' ? { channel } : {}
  const waitSeconds = api.limiter.take({ method: name, perMinute, teamId, appId, ...place })
  if (waitSeconds === null) return false
  void reply.code(429).header('retry-after', String(waitSeconds)).send({ ok: false, error: 'ratelimited' })
  return true
}

function answerApp(api: WebApi, request: FastifyRequest, reply: FastifyReply, fields: Record<string, unknown>): unknown {
  const { method: name } = request.params as { method: string }
  const method = APP_METHODS[name]
  const bearer = bearerOf(request)
  const caller = appOfToken(api.stage, bearer)
  if (!bearer) return { ok: false, error: 'not_authed' }
  if (!method || !caller) return { ok: false, error: callerOrNull(api.stage, bearer, fields) ? 'not_allowed_token_type' : 'invalid_auth' }
  const { app, scopes } = caller
  reply.header('x-oauth-scopes', scopes.join(',')).header('x-accepted-oauth-scopes', method.scope)
  if (isTooSoon(api, reply, { name, perMinute: method.perMinute, teamId: '', appId: app.id })) return reply
  if (!scopes.includes(method.scope)) return { ok: false, error: 'missing_scope', needed: method.scope, provided: scopes.join(',') }
  try {
    return { ok: true, ...method.run(api.stage, app, argumentsOf(fields)) }
  } catch (error) {
    return refusalAnswer(error)
  }
}

async function handle(api: WebApi, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const name = (request.params as { method: string }).method
  const fields = { ...(request.query as Record<string, unknown>), ...fieldsOf(request.body) }
  const token = tokenOf(request, fields)
  const caller = name === 'oauth.v2.access' ? null : callerOrNull(api.stage, token, fields)
  const appWide = appOfToken(api.stage, token)
  const teamId = caller?.installation.teamId ?? null
  record(api, name, teamId, caller?.app.id ?? appWide?.app.id ?? null, fields)
  const fault = api.faults.hit(name, teamId)
  if (fault && (await fail(reply, fault, api.stage.clock))) return reply
  if (isUnreadable(request.body)) return { ok: false, error: request.body.unreadable }
  if (Object.hasOwn(APP_METHODS, name)) return answerApp(api, request, reply, fields)
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  try {
    if (name === 'oauth.v2.access') return { ok: true, ...accessToken(api.stage, fields, request.headers.authorization) }
    if (name === 'openid.connect.token') return { ok: true, ...signInToken(api.stage, api.oidc, fields, request.headers.authorization) }
    if (name === 'openid.connect.userInfo') return { ok: true, ...userInfo(api.stage, api.oidc, token) }
    if (name === 'apps.connections.open') return { ok: true, ...openConnection(api.stage, token) }
    if (!method) throw new SlackRefusal('unknown_method', { req_method: name })
    if (appWide) throw new SlackRefusal('not_allowed_token_type')
    const known = identify(api.stage, token, fields)
    reply.header('x-oauth-scopes', known.installation.scopes.join(',')).header('x-accepted-oauth-scopes', method.scopes.join(','))
    const place = { teamId: known.installation.teamId, appId: known.app.id, channel: fields.channel ?? fields.channel_id }
    if (isTooSoon(api, reply, { name, perMinute: method.perMinute, ...place })) return reply
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
