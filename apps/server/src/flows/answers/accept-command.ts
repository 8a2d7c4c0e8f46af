import { escapeMrkdwn, plainText } from '@backscroll/core'
import { installationsOf } from '@backscroll/db'
import { answerBlocks, commandOf } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { acceptQuestion } from './accept-question.ts'

/** What the person sees at once; only they see it. */
export interface CommandReply {
  response_type: 'ephemeral'
  text: string
  blocks?: readonly object[]
}

/** Takes a slash command: stores the question and says so. Empty text asks for help and needs no job. */
export async function acceptCommand(ctx: Context, form: unknown): Promise<CommandReply | null> {
  const command = commandOf(form)
  if (command.isSslCheck) return null
  const { teamId, channelId, userId, text, responseUrl, triggerId } = command
  if (text === '' || /^help$/i.test(text)) return { response_type: 'ephemeral', ...answerBlocks({ kind: 'help' }) }
  const accepted = await ctx.db.withTenant(teamId, async (tx) => {
    if (!(await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID))) return false
    await acceptQuestion(ctx, tx, teamId, { surface: 'command', channelId, userId, text, responseUrl, dedupeKey: `command:${triggerId}` })
    return true
  })
  if (!accepted) {
    const where = `${ctx.config.PUBLIC_URL}/slack/install`
    return { response_type: 'ephemeral', text: `Backscroll is not installed in this workspace. An admin can install it here: ${where}` }
  }
  return {
    response_type: 'ephemeral',
    text: `Searching the messages you can read for: ${escapeMrkdwn(plainText(text, { user: () => undefined, channel: () => undefined }))}`,
  }
}
