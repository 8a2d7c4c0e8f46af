import { answerBlocks } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { askAgain } from '../ask-again.ts'
import { findAsked, isShownTo } from '../find-asked.ts'
import { tellPresser } from '../tell-presser.ts'
import type { Press } from './press.ts'
import { sayExpired } from './say-expired.ts'

/** Asks the same question once more: what is private by its asker alone, what everybody sees by whoever presses. */
export async function repeatQuestion(ctx: Context, press: Press): Promise<void> {
  const asked = await ctx.db.withTenant(press.teamId, (tx) => findAsked(tx, press.value))
  if (!asked || !isShownTo(asked, press.userId) || asked.question.surface === 'shortcut') return sayExpired(ctx, press)
  const { question } = asked
  const isPrivate = question.audience === 'private'
  if (isPrivate && question.askerId !== press.userId) return sayExpired(ctx, press)
  if (question.text === '') return tellPresser(ctx, press, answerBlocks({ kind: 'failed', reason: 'expired', detail: NOT_KEPT }))
  const replaces = press.isEphemeral || question.surface === 'askall' ? press.responseUrl : ''
  await askAgain(ctx, { teamId: press.teamId, parent: question, askerId: press.userId, text: question.text, replaces })
}

const NOT_KEPT = 'This workspace does not keep what is asked. Please type the question again.'
