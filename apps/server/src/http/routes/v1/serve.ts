import { type Given, type Received, type Route, type Routes, routes } from '@backscroll/contracts'
import { UnauthorizedError } from '@backscroll/core'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Caller } from '../../../flows/operating/authenticate-key.ts'
import { readInput } from './read-input.ts'

type Handler<Name extends keyof Routes> = (caller: Caller, received: Received<Name>) => Promise<Given<Name>>

/** Of the scope in which all of them stand. */
const PREFIX = '/v1'

/** Registers a route as the table has it: its scope, its input read by its schemas, its status. */
export function serve<Name extends keyof Routes>(scope: FastifyInstance, name: Name, handler: Handler<Name>): void {
  const route: Route = routes[name]
  scope.route({
    method: route.method,
    url: route.path.slice(PREFIX.length),
    config: { scope: route.scope },
    handler: async (request, reply) => {
      if (!request.caller) throw new UnauthorizedError('Nobody is known to have called.')
      const params = readInput(route.params ?? z.unknown(), request.params)
      const body = readInput(route.body ?? z.unknown(), request.body)
      const given = await handler(request.caller, { params, body } as Received<Name>)
      return reply.code(route.status).send(given)
    },
  })
}
