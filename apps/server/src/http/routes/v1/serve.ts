import { type Given, type Received, type Route, type Routes, routes } from '@backscroll/contracts'
import { UnauthorizedError } from '@backscroll/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Caller } from '../../../flows/access/caller.ts'
import { entityTag, seenVersion } from './entity-tag.ts'
import { readInput } from './read-input.ts'

type Named<Shape> = { [Name in keyof Routes]: Routes[Name] extends Shape ? Name : never }[keyof Routes]
/** Routes that send something else than JSON. */
export type MediaRoute = Named<{ media: string }>
/** Routes that are answered by what their handler gives. */
export type JsonRoute = Exclude<keyof Routes, MediaRoute>
/** Routes that change what they read before: their handlers get the version that the caller has seen. */
type Seen<Name> = Name extends Named<{ versioned: true; method: 'PUT' | 'PATCH' }> ? { version: number } : unknown

/** Of the scope in which all of them stand. */
const PREFIX = '/v1'

/** Registers a route as the table has it: who may call it, its input read by its schemas, its status, and its version where it has one. */
export function serve<Name extends JsonRoute>(
  scope: FastifyInstance,
  name: Name,
  handler: (caller: Caller, received: Received<Name> & Seen<Name>) => Promise<Given<Name>>,
): void {
  const route: Route = routes[name]
  add(scope, route, async (caller, request, reply) => {
    const received = receivedOf(route, request)
    const work = () => handler(caller, received as Received<Name> & Seen<Name>)
    const given = route.method === 'POST' ? await request.answeredOnce(route, received, work) : await work()
    if (route.versioned) void reply.header('etag', entityTag(given))
    return reply.code(route.status).send(given)
  })
}

/** The same for a route that sends something else than JSON: its handler answers by itself. */
export function serveMedia<Name extends MediaRoute>(
  scope: FastifyInstance,
  name: Name,
  handler: (caller: Caller, received: Received<Name>, exchange: { request: FastifyRequest; reply: FastifyReply }) => Promise<unknown>,
): void {
  const route: Route = routes[name]
  add(scope, route, (caller, request, reply) => handler(caller, receivedOf(route, request) as Received<Name>, { request, reply }))
}

function add(
  scope: FastifyInstance,
  route: Route,
  answer: (caller: Caller, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
): void {
  scope.route({
    method: route.method,
    url: route.path.slice(PREFIX.length),
    config: { route },
    handler: async (request, reply) => {
      if (!request.caller) throw new UnauthorizedError('Nobody is known to have called.')
      return answer(request.caller, request, reply)
    },
  })
}

function receivedOf(route: Route, request: FastifyRequest) {
  const version = route.versioned && route.method !== 'GET' ? { version: seenVersion(request.headers['if-match']) } : {}
  return {
    params: readInput(route.params ?? z.unknown(), request.params),
    query: readInput(route.query ?? z.unknown(), request.query),
    body: readInput(route.body ?? z.unknown(), request.body),
    ...version,
  }
}
