import { randomUUID } from 'node:crypto'
import { installationsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { type CommandReply, refusedCommand, type TypedCommand, toTyper } from './command-reply.ts'

/** Has everything forgotten that somebody has asked, and gives them a receipt. */
export async function forgetByCommand(ctx: Context, { teamId, userId }: TypedCommand): Promise<CommandReply> {
  const receiptId = randomUUID()
  const isInstalled = await ctx.db.withTenant(teamId, async (tx) => {
    if (!(await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID))) return false
    await ctx.enqueue('person.forget', { teamId, userId, receiptId }, { tx })
    return true
  })
  if (!isInstalled) return refusedCommand(ctx, 'not_installed')
  const said = [
    'I am forgetting what you have asked: your questions, their answers, what you said of answers, and which ones you saved. Answers that I posted for you are taken back, as far as Slack lets me.',
    'Messages in channels are not mine to forget: delete those in Slack, and they are forgotten here, too.',
    `Receipt: ${receiptId}`,
  ]
  return toTyper({ text: said.join('\n') })
}
