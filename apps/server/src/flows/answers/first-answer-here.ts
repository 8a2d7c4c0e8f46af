import type { TeamId } from '@backscroll/core'
import { noticesOf, type Question } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Outcome } from './outcome.ts'

/** Whether this is the first answer that everybody in the channel sees: it says how to ask. Asked once per channel, it says yes once. */
export async function isFirstAnswerHere(
  ctx: Context,
  teamId: TeamId,
  { channelId, audience, surface }: Question,
  outcome: Outcome,
): Promise<boolean> {
  if (audience !== 'channel' || surface === 'command' || outcome.kind !== 'found') return false
  const atMs = ctx.clock.nowMs()
  return ctx.db.withTenant(teamId, (tx) => noticesOf(tx).plan({ kind: 'first-answer', subject: channelId, atMs }))
}
