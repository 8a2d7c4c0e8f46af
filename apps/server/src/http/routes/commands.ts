import type { FastifyInstance } from 'fastify'
import type { Context } from '../../context.ts'
import { acceptCommand } from '../../flows/accept-command.ts'
import type { VerifiedBody } from '../plugins/slack-signature.ts'

/** Slash commands: acknowledged at once with a line that says what is happening. */
export async function commandRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  scope.post<{ Body: VerifiedBody }>('/slack/commands', async (request, reply) => {
    const answer = await acceptCommand(ctx, request.body.parsed)
    return answer ? reply.send(answer) : reply.send()
  })
}
