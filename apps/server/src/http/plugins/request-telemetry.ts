import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Telemetry } from '../../telemetry.ts'

/** Asked every few seconds by machines: counted, not traced. */
const PROBES = new Set(['/healthz', '/readyz', '/health', '/metrics'])
/** Each of its deliveries has a trace of its own. */
const EVENTS = '/slack/events'

/** Every request has an id that stands in its log lines, its problem document and its trace; its time goes to the metrics by route. */
export const requestTelemetry = fp(async (app: FastifyInstance, { telemetry }: { telemetry: Telemetry }) => {
  app.addHook('onRequest', (request, _reply, done) => telemetry.carry(request.id, done))
  // the body comes in on the socket's own time, which knows nothing of the request
  app.addHook('preValidation', (request, _reply, done) => telemetry.carry(request.id, done))
  app.addHook('onResponse', async (request, reply) => {
    const route = routeOf(request)
    telemetry.requestServed({
      id: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      tookMs: reply.elapsedTime,
      traced: PROBES.has(route) || route === EVENTS ? 'untraced' : 'traced',
    })
  })
})

/** The pattern of the route: an address as it was asked for could be anything. */
const routeOf = (request: FastifyRequest): string => (request.is404 ? 'none' : (request.routeOptions.url ?? 'none'))
