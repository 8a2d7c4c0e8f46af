import type { NewFeedback } from '@backscroll/contracts'
import { NotFoundError } from '@backscroll/core'
import { feedbackOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'
import { findAsked, isShownTo } from '../surfaces/find-asked.ts'
import { findLogged } from './read-answer.ts'
import { viewerOf } from './viewer.ts'

/** Notes what the caller says of an answer, in place of what was said before. @throws NotFoundError where the answer is not theirs to read. */
export async function sayFeedback(
  ctx: Context,
  caller: Caller,
  answerId: string,
  { verdict, reason, comment }: NewFeedback,
): Promise<void> {
  const atMs = ctx.clock.nowMs()
  await ctx.db.withTenant(caller.teamId, async (tx) => {
    const asked = await findAsked(tx, answerId)
    if (!asked?.answer || asked.answer.answerId !== answerId) throw new NotFoundError(NO_ANSWER)
    if (!isShownTo(asked, caller.userId)) {
      const { answer, question } = await findLogged(tx, caller, answerId)
      const viewer = await viewerOf(tx, caller, [question])
      const sourceChannels = answer.sources.map(({ channelId }) => channelId)
      if (viewer.isMasked({ ...question, sourceChannels })) throw new NotFoundError(NO_ANSWER)
    }
    const said = { answerId, userId: caller.userId, verdict, reason: reason ?? null, comment: comment || null, atMs }
    if (!(await feedbackOf(tx).put(said))) throw new NotFoundError(NO_ANSWER)
    await audited(tx, caller, { action: 'answer.feedback', target: answerId, diff: { verdict }, atMs })
  })
}

const NO_ANSWER = 'There is no such answer.'
