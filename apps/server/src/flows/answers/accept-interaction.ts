import { InvalidInputError, unreachable } from '@backscroll/core'
import { DIALOGS, interactionOf, type SubmissionReply } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { pressControl } from '../surfaces/controls/press-control.ts'
import { openAskDialog } from '../surfaces/dialogs/open-ask-dialog.ts'
import { submitDialog } from '../surfaces/dialogs/submit-dialog.ts'
import { readPresser } from '../surfaces/presser.ts'
import { useShortcut } from '../surfaces/shortcuts/use-shortcut.ts'

/**
 * Takes an interaction of somebody in this workspace. Those of outsiders change nothing; like all others they are counted by their type.
 * @returns what Slack shows in a dialog that stays open; null otherwise.
 * @throws InvalidInputError for anything that is not an interaction with this app.
 */
export async function acceptInteraction(ctx: Context, payload: unknown): Promise<SubmissionReply | null> {
  const interaction = interactionOf(payload)
  const isOurs = interaction.kind === 'ignored' || interaction.appId === null || interaction.appId === ctx.config.SLACK_APP_ID
  if (!isOurs) throw new InvalidInputError('this interaction is meant for another app')
  const type = interaction.kind === 'ignored' ? interaction.reason : `interaction:${interaction.kind}`
  ctx.log.info({ type }, 'interaction')
  if (interaction.kind === 'ignored') return null
  const { teamId } = interaction
  const presser = await ctx.db.withTenant(teamId, (tx) => readPresser(ctx, tx, interaction))
  if (!presser) {
    ctx.log.warn({ teamId, type }, 'interaction of an outsider')
    return null
  }
  switch (interaction.kind) {
    case 'block-actions':
      await pressControl(ctx, presser, interaction)
      return null
    case 'view-submission':
      return submitDialog(ctx, presser, interaction)
    case 'shortcut':
      if (interaction.callbackId === DIALOGS.ask) await openAskDialog(ctx, { ...presser, ...nowhere, triggerId: interaction.triggerId }, {})
      return null
    case 'message-action':
      await useShortcut(ctx, presser, interaction)
      return null
    default:
      return unreachable(interaction)
  }
}

/** A shortcut from Slack's own menu belongs to no channel. */
const nowhere = { channelId: null, threadTs: null, responseUrl: '' }
