import { answerBlocks, type FailureReason, type RenderedAnswer, type SlashCommand } from '@backscroll/slack'
import type { Context } from '../../context.ts'

/** A command that somebody has typed. */
export type TypedCommand = Extract<SlashCommand, { isSslCheck: false }>

/** What the person sees at once; only they see it. */
export interface CommandReply {
  response_type: 'ephemeral'
  text: string
  blocks?: readonly object[]
}

/** Shows a message to whoever typed the command, and to nobody else. */
export const toTyper = (message: { text: string; blocks?: RenderedAnswer['blocks'] }): CommandReply => ({
  response_type: 'ephemeral',
  ...message,
})

/** Says why nothing follows; where the app is not installed, where that can be done. */
export const refusedCommand = (ctx: Context, reason: FailureReason): CommandReply => {
  const link = reason === 'not_installed' ? { link: `${ctx.config.PUBLIC_URL}/slack/install` } : {}
  return toTyper(answerBlocks({ kind: 'failed', reason, ...link }))
}
