import { channelId as channelIdOf } from '@backscroll/core'
import { questionsOf } from '@backscroll/db'
import { answerBlocks } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { readSettings } from '../../settings/read-settings.ts'
import { findAsked } from '../find-asked.ts'
import { tellPresser } from '../tell-presser.ts'
import type { Press } from './press.ts'
import { sayExpired } from './say-expired.ts'

type Verdict = 'taken' | 'expired' | 'feature_off' | 'changed' | 'shared'

/** Has an answer shown to the channel in which it was asked for. Its asker alone can do that, once, and only with an answer that stands. */
export async function requestShare(ctx: Context, press: Press): Promise<void> {
  const { teamId, userId, value, responseUrl } = press
  const verdict = await ctx.db.withTenant(teamId, async (tx): Promise<Verdict> => {
    const asked = await findAsked(tx, value)
    if (!asked?.answer || asked.question.askerId !== userId || !/^[CG]/.test(asked.question.channelId)) return 'expired'
    const { answer, question } = asked
    if (!(await readSettings(tx)).public_answers) return 'feature_off'
    if (answer.state !== 'answered' || answer.staleSinceMs !== null) return 'changed'
    if (answer.sharedChannelId === question.channelId) return 'shared'
    await questionsOf(tx).keepResponseUrl(question.questionId, responseUrl || null)
    await ctx.enqueue('answer.share', { teamId, answerId: answer.answerId, channelId: channelIdOf(question.channelId) }, { tx })
    return 'taken'
  })
  switch (verdict) {
    case 'taken':
      return
    case 'expired':
      return sayExpired(ctx, press)
    case 'feature_off':
      return tellPresser(ctx, press, answerBlocks({ kind: 'failed', reason: 'feature_off', detail: NO_SHARING }))
    case 'changed':
      return tellPresser(ctx, press, answerBlocks({ kind: 'failed', reason: 'expired', detail: CHANGED }))
    case 'shared':
      return tellPresser(
        ctx,
        press,
        answerBlocks({ kind: 'failed', reason: 'expired', detail: 'You have shared this answer here already.' }),
      )
  }
}

const NO_SHARING = 'An admin has switched off answers for everybody, so this one stays with you.'
const CHANGED = 'A message that this came from has changed since, so it is not shared. Please ask again.'
