import type { SlackBody } from '@backscroll/slack'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../../context.ts'
import { acceptDelivery } from '../../flows/intake/accept-delivery.ts'

/** Slack's Events API: acknowledged after a durable insert, and after nothing else. */
export async function eventRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  scope.post<{ Body: SlackBody }>('/slack/events', async (request, reply) => {
    const retryNum = Number(request.headers['x-slack-retry-num'] ?? 0) || 0
    const outcome = await acceptDelivery(ctx, { ...request.body, retryNum })
    return outcome.challenge === undefined ? reply.send() : reply.type('text/plain').send(outcome.challenge)
  })
}
