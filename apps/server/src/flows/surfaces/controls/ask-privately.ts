import { escapeMrkdwn } from '@backscroll/core'
import { answerBlocks } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { askAgain } from '../ask-again.ts'
import { findAsked } from '../find-asked.ts'
import { tellPresser } from '../tell-presser.ts'
import type { Press } from './press.ts'
import { sayExpired } from './say-expired.ts'

/** Asks a public question once more for its asker alone, from everything that this person may read. */
export async function askPrivately(ctx: Context, press: Press): Promise<void> {
  const asked = await ctx.db.withTenant(press.teamId, (tx) => findAsked(tx, press.value))
  if (!asked || asked.question.askerId !== press.userId) return sayExpired(ctx, press)
  const { question } = asked
  // in a command nothing was said before
  const text = question.standaloneText === null ? question.text : escapeMrkdwn(question.standaloneText)
  if (text === '') return tellPresser(ctx, press, answerBlocks({ kind: 'failed', reason: 'expired' }))
  const replaces = press.isEphemeral ? press.responseUrl : ''
  await askAgain(ctx, { teamId: press.teamId, parent: question, askerId: press.userId, text, replaces, audience: 'private' })
}
