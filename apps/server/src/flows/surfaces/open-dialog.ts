import { SlackRefusedError } from '@backscroll/core'
import { answerBlocks, type ModalView } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { tellPresser, type Waiting } from './tell-presser.ts'

/** Opens a dialog; when Slack does not let it open any more, says so instead. */
export async function openDialog(ctx: Context, press: Waiting & { triggerId: string }, view: ModalView): Promise<void> {
  try {
    await (await ctx.slack(press.teamId)).openView({ triggerId: press.triggerId, view })
  } catch (error) {
    if (!(error instanceof SlackRefusedError)) throw error
    ctx.log.info({ teamId: press.teamId, reason: error.reason }, 'a dialog did not open')
    const detail = 'That took too long, so the dialog did not open. Please press it again.'
    await tellPresser(ctx, press, answerBlocks({ kind: 'failed', reason: 'expired', detail }))
  }
}
