import { unreachable } from '@backscroll/core'
import { installationsOf, usersOf } from '@backscroll/db'
import { answerBlocks, backscrollVerb, statusBlocks } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { askByCommand } from './ask-by-command.ts'
import { type CommandReply, refusedCommand, type TypedCommand, toTyper } from './command-reply.ts'
import { forgetByCommand } from './forget-by-command.ts'
import { readSearchable } from './read-searchable.ts'
import { summarizeByLink } from './summarize-by-link.ts'

/** Does what `/backscroll` was asked to; whatever is not known shows help. */
export async function runBackscroll(ctx: Context, command: TypedCommand): Promise<CommandReply> {
  const asked = backscrollVerb(command.text)
  switch (asked.verb) {
    case 'help':
      return toTyper(answerBlocks({ kind: 'help' }))
    case 'who':
      return askByCommand(ctx, { ...command, text: `who knows about ${asked.topic}` }, 'command')
    case 'status':
      return tellStatus(ctx, command)
    case 'settings':
      return tellWhereSettingsAre(ctx, command)
    case 'summary':
      return summarizeByLink(ctx, command, asked.link)
    case 'forget':
      return forgetByCommand(ctx, command)
    default:
      return unreachable(asked)
  }
}

async function tellStatus(ctx: Context, { teamId, userId }: TypedCommand): Promise<CommandReply> {
  const searchable = await ctx.db.withTenant(teamId, async (tx) =>
    (await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)) ? readSearchable(ctx, tx, userId) : null,
  )
  return searchable ? toTyper(statusBlocks(searchable)) : refusedCommand(ctx, 'not_installed')
}

async function tellWhereSettingsAre(ctx: Context, { teamId, userId }: TypedCommand): Promise<CommandReply> {
  const known = await ctx.db.withTenant(teamId, async (tx) => ({
    isInstalled: (await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)) !== null,
    isAdmin: await usersOf(tx).isAdmin(userId),
  }))
  if (!known.isInstalled) return refusedCommand(ctx, 'not_installed')
  const text = known.isAdmin
    ? 'You decide about channels in my Home tab. All other settings are changed by whoever runs this server: `backscroll settings --help` lists them.'
    : 'Admins of this workspace decide about channels in my Home tab; nothing has to be set up by you.'
  return toTyper({ text })
}
