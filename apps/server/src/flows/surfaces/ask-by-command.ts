import { plainText } from '@backscroll/core'
import { installationsOf, type TenantTx } from '@backscroll/db'
import { answerBlocks, type FailureReason } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { acceptQuestion } from '../answers/accept-question.ts'
import { turnedAwayAtOnce } from '../askers/turned-away.ts'
import { isSwitchedOff } from '../settings/is-switched-off.ts'
import { readSettings } from '../settings/read-settings.ts'
import { type CommandReply, refusedCommand, type TypedCommand, toTyper } from './command-reply.ts'

const HELP = /^help[\s!.,?]*$/i

/** Stores the question of a command and says that the search has begun. Empty text asks for help and needs no job. */
export async function askByCommand(ctx: Context, command: TypedCommand, surface: 'command' | 'askall'): Promise<CommandReply> {
  const { teamId, channelId, userId, text, responseUrl, triggerId } = command
  if (text === '' || HELP.test(text)) return toTyper(answerBlocks({ kind: 'help' }))
  const why = await turnedAwayAtOnce(ctx, command)
  if (why !== null) return toTyper(answerBlocks({ kind: 'failed', reason: 'not_an_asker', detail: why }))
  const refusal = await ctx.db.withTenant(teamId, async (tx) => {
    const reason = await whyNot(ctx, tx, command, surface)
    if (reason) return reason
    await acceptQuestion(ctx, tx, teamId, { surface, channelId, userId, text, responseUrl, dedupeKey: `command:${triggerId}` })
    return null
  })
  if (refusal) return refusedCommand(ctx, refusal)
  const question = plainText(text, { user: () => undefined, channel: () => undefined })
  return toTyper(answerBlocks({ kind: 'searching', question, ...(surface === 'askall' ? { audience: 'channel' } : {}) }))
}

async function whyNot(ctx: Context, tx: TenantTx, { teamId }: TypedCommand, surface: 'command' | 'askall'): Promise<FailureReason | null> {
  if (!(await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID))) return 'not_installed'
  return isSwitchedOff(surface, await readSettings(tx)) ? 'feature_off' : null
}
