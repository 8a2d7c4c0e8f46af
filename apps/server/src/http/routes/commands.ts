import type { SlackBody } from '@backscroll/slack'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../../context.ts'
import { acceptCommand } from '../../flows/answers/accept-command.ts'

/** Slash commands: acknowledged at once with a line that says what is happening. */
export async function commandRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  scope.post<{ Body: SlackBody }>('/slack/commands', async (request, reply) => {
    const answer = await acceptCommand(ctx, request.body.parsed)
    return answer ? reply.send(answer) : reply.send()
  })
}
