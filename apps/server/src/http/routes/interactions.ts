import type { SlackBody } from '@backscroll/slack'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../../context.ts'
import { acceptInteraction } from '../../flows/answers/accept-interaction.ts'

/** Buttons, shortcuts, dialogs and views: acknowledged at once with an empty 200, which closes a view and keeps a message as it is. */
export async function interactionRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  scope.post<{ Body: SlackBody }>('/slack/interactions', async (request, reply) => {
    acceptInteraction(ctx, request.body.parsed)
    return reply.send()
  })
}
