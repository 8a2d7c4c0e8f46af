import type { SlackBody } from '@backscroll/slack'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../../context.ts'
import { acceptInteraction } from '../../flows/answers/accept-interaction.ts'

/** Buttons, shortcuts, dialogs and views: an empty 200 closes a dialog and keeps a message as it is; anything else stays in the dialog. */
export async function interactionRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  scope.post<{ Body: SlackBody }>('/slack/interactions', async (request, reply) => {
    const answer = await acceptInteraction(ctx, request.body.parsed)
    return answer ? reply.send(answer) : reply.send()
  })
}
