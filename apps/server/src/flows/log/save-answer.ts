import type { SavedNote } from '@backscroll/contracts'
import { NotFoundError } from '@backscroll/core'
import { savedAnswersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'
import { findLogged } from './read-answer.ts'
import { viewerOf } from './viewer.ts'

const NO_ANSWER = 'There is no such answer.'

/** Keeps an answer for the caller, or changes the note. @throws NotFoundError where the caller may not read it. */
export async function saveAnswer(ctx: Context, caller: Caller, answerId: string, { note }: SavedNote): Promise<void> {
  const atMs = ctx.clock.nowMs()
  await ctx.db.withTenant(caller.teamId, async (tx) => {
    const { answer, question } = await findLogged(tx, caller, answerId)
    const viewer = await viewerOf(tx, caller, [question])
    const sourceChannels = answer.sources.map(({ channelId }) => channelId)
    if (viewer.isMasked({ ...question, sourceChannels })) throw new NotFoundError(NO_ANSWER)
    const kept = { answerId, note: note || null, savedAtMs: atMs }
    if (!(await savedAnswersOf(tx).put(caller.userId, kept))) throw new NotFoundError(NO_ANSWER)
    await audited(tx, caller, { action: 'answer.saved', target: answerId, atMs })
  })
}

/** Keeps an answer no longer. @throws NotFoundError for one that the caller does not keep. */
export async function unsaveAnswer(ctx: Context, caller: Caller, answerId: string): Promise<void> {
  await ctx.db.withTenant(caller.teamId, async (tx) => {
    if (!(await savedAnswersOf(tx).remove(caller.userId, answerId))) throw new NotFoundError('You do not keep such an answer.')
    await audited(tx, caller, { action: 'answer.unsaved', target: answerId, atMs: ctx.clock.nowMs() })
  })
}
