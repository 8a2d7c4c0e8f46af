import { InvalidInputError } from '@backscroll/core'
import { interactionOf } from '@backscroll/slack'
import type { Context } from '../../context.ts'

/**
 * Takes an interaction: nothing that is posted today has a control that does something, so it is acknowledged and counted by its type.
 * @throws InvalidInputError for anything that is not an interaction with this app.
 */
export function acceptInteraction(ctx: Context, payload: unknown): void {
  const interaction = interactionOf(payload)
  const isOurs = interaction.kind === 'ignored' || interaction.appId === null || interaction.appId === ctx.config.SLACK_APP_ID
  if (!isOurs) throw new InvalidInputError('this interaction is meant for another app')
  const type = interaction.kind === 'ignored' ? interaction.reason : `interaction:${interaction.kind}`
  ctx.telemetry.notice('interaction', { type })
}
