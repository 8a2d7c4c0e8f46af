import { SlackRefusedError, type TeamId, TokenRevokedError } from '@backscroll/core'
import { answersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { reviseAnswer } from '../living/revise-answer.ts'

/** More answers than any team has waiting. */
const ALL = 1_000_000

/** Makes every answer what its messages say now, before an erasure says that it is done: in our books, and in Slack as far as it lets us. */
export async function correctAnswers(ctx: Context, teamId: TeamId, signal: AbortSignal): Promise<void> {
  for (const answerId of await ctx.db.withTenant(teamId, (tx) => answersOf(tx).stale(ALL))) {
    signal.throwIfAborted()
    try {
      await reviseAnswer(ctx, { teamId, answerId }, signal)
    } catch (error) {
      // our books are right by then
      if (!(error instanceof TokenRevokedError || error instanceof SlackRefusedError)) throw error
    }
  }
}
