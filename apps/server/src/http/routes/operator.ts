import type { FastifyInstance } from 'fastify'
import type { Context } from '../../context.ts'
import { readMetrics } from '../../flows/operating/read-metrics.ts'
import { readSystem } from '../../flows/operating/read-system.ts'

/** What operators look at: each part with its state and remedy, and the numbers. */
export async function operatorRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  scope.get('/health', { logLevel: 'silent' }, async (_request, reply) => {
    const system = await readSystem(ctx, 'passive')
    return reply.code(200).header('cache-control', 'no-store').send(system)
  })
  scope.get('/metrics', { logLevel: 'silent' }, async (_request, reply) => {
    const text = await readMetrics(ctx)
    return reply.type(ctx.telemetry.metrics.contentType).send(text)
  })
}
