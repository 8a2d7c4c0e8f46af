import { isAtLeast, type Role, type Route } from '@backscroll/contracts'
import { ForbiddenError, UnauthorizedError } from '@backscroll/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Context } from '../../context.ts'
import { authenticateKey, countKeyCall } from '../../flows/access/authenticate-key.ts'
import { authenticateSession } from '../../flows/access/authenticate-session.ts'
import type { Caller } from '../../flows/access/caller.ts'
import { countAddress, countPerson } from '../../flows/access/throttles.ts'
import { ownCookieName, SESSION_COOKIE } from '../session-cookie.ts'
import { assertOwnPage } from './own-page.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route as the table has it. */
    route?: Route
  }
  interface FastifyRequest {
    /** Who calls; set before the body of a request is read. */
    caller: Caller | null
  }
}

/**
 * Fails closed: in this scope nothing is read before it is known who calls, by key or by cookie, that the person has the role of now, and
 * that what changes something comes from our own page. A route that is not of the table opens for nobody.
 */
export const authenticated = fp(async (scope: FastifyInstance, { ctx }: { ctx: Context }) => {
  scope.decorateRequest('caller', null)
  scope.addHook('onRequest', async (request, reply) => {
    void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    await countAddress(ctx, request.ip)
    const caller = await callerOf(ctx, request)
    if (request.is404) return
    const { route } = request.routeOptions.config
    if (!route) throw new ForbiddenError('This address opens for nobody.')
    assertScope(caller, route)
    assertRole(caller, route.role)
    const { teamId, via } = caller
    if (via.kind === 'session') {
      assertOwnPage(request, { publicUrl: ctx.config.PUBLIC_URL, csrfToken: via.csrfToken })
      await countPerson(ctx, caller)
    } else await countKeyCall(ctx, { teamId, prefix: via.prefix }, route.scope === 'search' ? 'search' : 'other')
    request.caller = caller
  })
})

/** A key that is sent is what counts, also in a browser that is signed in. */
function callerOf(ctx: Context, request: FastifyRequest): Promise<Caller> {
  const { authorization } = request.headers
  if (authorization !== undefined) return authenticateKey(ctx, authorization)
  const secret = request.cookies[ownCookieName(ctx.config, SESSION_COOKIE)]
  if (!secret) throw new UnauthorizedError('Sign in, or send a key of this API in the header "Authorization: Bearer bsk_...".')
  return authenticateSession(ctx, secret)
}

function assertScope({ via }: Caller, { scope }: Route): void {
  if (via.kind === 'session') return
  if (scope === null) throw new ForbiddenError('No key is good for this. Sign in to the dashboard.')
  if (!via.scopes.includes(scope)) throw new ForbiddenError(`This key is not good for "${scope}".`)
}

function assertRole(caller: Caller, needed: Role | 'operator'): void {
  if (needed === 'operator') {
    if (!caller.isOperator) throw new ForbiddenError('Only those who run this server may see this.')
  } else if (!isAtLeast(caller.role, needed)) {
    throw new ForbiddenError(`This needs the role "${needed}" in this workspace. Yours is "${caller.role}".`)
  }
}
