import { AppError } from '@backscroll/core'
import { ANSWER_ACTIONS, answerBlocks, type BlockActions } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { HOME_CONTROLS } from '../home/home-controls.ts'
import type { Presser } from '../presser.ts'
import { tellPresser } from '../tell-presser.ts'
import { askPrivately } from './ask-privately.ts'
import { editQuestion } from './edit-question.ts'
import { giveFeedback } from './give-feedback.ts'
import type { Control } from './press.ts'
import { repeatQuestion } from './repeat-question.ts'
import { requestShare } from './request-share.ts'
import { showSources } from './show-sources.ts'

const CONTROLS: Readonly<Record<string, Control>> = {
  ...HOME_CONTROLS,
  [ANSWER_ACTIONS.share]: requestShare,
  [ANSWER_ACTIONS.edit]: editQuestion,
  [ANSWER_ACTIONS.sources]: showSources,
  [ANSWER_ACTIONS.retry]: repeatQuestion,
  [ANSWER_ACTIONS.again]: repeatQuestion,
  [ANSWER_ACTIONS.onlyYou]: askPrivately,
  [ANSWER_ACTIONS.feedback]: giveFeedback,
}

/** Does what a pressed control says. What fails is told to whoever pressed; a control that nobody knows does nothing. */
export async function pressControl(ctx: Context, presser: Presser, pressed: BlockActions): Promise<void> {
  const [action] = pressed.actions
  const control = CONTROLS[action?.actionId ?? '']
  if (!action || !control) return
  const { channelId, threadTs, responseUrl, triggerId, isEphemeral } = pressed
  const press = { ...presser, channelId, threadTs, responseUrl, triggerId, isEphemeral, actionId: action.actionId, value: action.value }
  try {
    await control(ctx, press)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    ctx.log.warn({ teamId: presser.teamId, action: action.actionId, err: error }, 'a control failed')
    await tellPresser(
      ctx,
      press,
      answerBlocks({ kind: 'failed', reason: 'internal', detail: 'That did not work just now. Please press it again.' }),
    )
  }
}
