import { linkedMessage } from '@backscroll/core'
import { installationsOf, teamsOf } from '@backscroll/db'
import { answerBlocks, type FailureReason } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { acceptQuestion } from '../answers/accept-question.ts'
import { turnedAwayAtOnce } from '../askers/turned-away.ts'
import { isSwitchedOff } from '../settings/is-switched-off.ts'
import { readSettings } from '../settings/read-settings.ts'
import { type CommandReply, refusedCommand, type TypedCommand, toTyper } from './command-reply.ts'

const NO_LINK = 'That is no link to a message of this workspace. Copy one with "Copy link" in the menu of a message.'

/** Sums up the thread of the message that a link leads to, for whoever typed it. */
export async function summarizeByLink(ctx: Context, command: TypedCommand, link: string): Promise<CommandReply> {
  const { teamId, channelId, userId, responseUrl, triggerId } = command
  const why = await turnedAwayAtOnce(ctx, command)
  if (why !== null) return toTyper(answerBlocks({ kind: 'failed', reason: 'not_an_asker', detail: why }))
  const refusal = await ctx.db.withTenant(teamId, async (tx): Promise<FailureReason | null> => {
    if (!(await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID))) return 'not_installed'
    if (isSwitchedOff('command', await readSettings(tx))) return 'feature_off'
    const message = linkedMessage(link, (await teamsOf(tx).get())?.url ?? '')
    if (!message) return 'bad_question'
    const question = { surface: 'shortcut', channelId, userId, text: 'Summary of a thread', responseUrl } as const
    await acceptQuestion(ctx, tx, teamId, {
      ...question,
      filters: { message },
      work: 'question.summarize',
      dedupeKey: `command:${triggerId}`,
    })
    return null
  })
  if (refusal === 'bad_question') return toTyper(answerBlocks({ kind: 'failed', reason: 'bad_question', detail: NO_LINK }))
  return refusal ? refusedCommand(ctx, refusal) : toTyper({ text: 'Reading the thread …' })
}
