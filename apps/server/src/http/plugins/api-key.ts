import type { Scope } from '@backscroll/contracts'
import { ForbiddenError } from '@backscroll/core'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { Context } from '../../context.ts'
import { authenticateKey, type Caller, countCall } from '../../flows/operating/authenticate-key.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a key must be good for. */
    scope?: Scope | null
  }
  interface FastifyRequest {
    /** Whoever holds the key; set before the body of a request is read. */
    caller: Caller | null
  }
}

/**
 * Fails closed: in this scope nothing is read before a key is known, good for the route and within its limit. A route without a scope
 * opens for nobody. The key itself is neither kept nor logged.
 */
export const apiKey = fp(async (scope: FastifyInstance, { ctx }: { ctx: Context }) => {
  scope.decorateRequest('caller', null)
  scope.addHook('onRequest', async (request, reply) => {
    void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    const caller = await authenticateKey(ctx, request.headers.authorization)
    if (request.is404) return
    const needed = request.routeOptions.config.scope
    if (!needed || !caller.scopes.includes(needed)) throw new ForbiddenError(`This key is not good for ${needed ? `"${needed}"` : 'this'}.`)
    await countCall(ctx, caller, needed === 'search' ? 'search' : 'other')
    request.caller = caller
  })
})
