import type { FastifyInstance } from 'fastify'
import type { Context } from '../../context.ts'
import { readReadiness } from '../../flows/operating/read-readiness.ts'

/** Liveness without I/O, readiness with it; both outside of the logs. */
export async function healthRoutes(
  scope: FastifyInstance,
  { ctx, isDraining }: { ctx: Context; isDraining: () => boolean },
): Promise<void> {
  scope.get('/healthz', { logLevel: 'silent' }, async () => ({ ok: true }))
  scope.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    const readiness = isDraining() ? { ok: false, reason: 'draining' } : await readReadiness(ctx)
    return reply.code(readiness.ok ? 200 : 503).send(readiness)
  })
}
