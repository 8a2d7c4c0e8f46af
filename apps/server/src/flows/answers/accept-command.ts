import { InvalidInputError } from '@backscroll/core'
import { commandOf } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { askByCommand } from '../surfaces/ask-by-command.ts'
import type { CommandReply } from '../surfaces/command-reply.ts'
import { runBackscroll } from '../surfaces/run-backscroll.ts'

/**
 * Takes a slash command and says at once what happens. A name that a workspace has given to one of ours asks in private.
 * @throws InvalidInputError for anything that is not a command of this app.
 */
export async function acceptCommand(ctx: Context, form: unknown): Promise<CommandReply | null> {
  const command = commandOf(form)
  if (command.isSslCheck) return null
  if (command.appId !== null && command.appId !== ctx.config.SLACK_APP_ID)
    throw new InvalidInputError('this command is meant for another app')
  switch (command.command) {
    case '/askall':
      return askByCommand(ctx, command, 'askall')
    case '/backscroll':
      return runBackscroll(ctx, command)
    default:
      return askByCommand(ctx, command, 'command')
  }
}
