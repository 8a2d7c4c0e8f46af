import type { TeamId } from '@backscroll/core'
import { answerCacheOf, messagesOf, type TenantTx } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { indexDirtyMessages } from '../index/index-dirty-messages.ts'
import { withTeamLease } from '../index/with-team-lease.ts'
import { type Follower, followMessages } from '../living/follow-sources.ts'

/** Messages of one transaction. */
const BATCH = 1_000

/** What is taken out, as `takeContent` names it. */
export type Scope = Parameters<ReturnType<typeof messagesOf>['takeContent']>[0]['scope']

/**
 * Takes the content out of the next messages of a scope; what was made from them is forgotten or looked at again. @returns how many, and whether
 * there may be more.
 */
export async function takeNext(
  ctx: Follower,
  tx: TenantTx,
  { teamId, scope }: { teamId: TeamId; scope: Scope },
): Promise<{ taken: number; more: boolean }> {
  const version = BigInt(ctx.clock.nowMs()) * 1_000n
  const gone = await messagesOf(tx).takeContent({ scope, version, limit: BATCH })
  await answerCacheOf(tx).forgetCiting(gone)
  await followMessages(ctx, tx, teamId, gone)
  return { taken: gone.length, more: gone.length === BATCH }
}

/** Takes the content out of everything in a scope, batch by batch. @returns how many messages; fewer when the signal aborts. */
export async function takeAll(
  ctx: Follower & Pick<Context, 'db'>,
  { teamId, scope }: { teamId: TeamId; scope: Scope },
  signal: AbortSignal,
): Promise<number> {
  let all = 0
  for (let more = true; more && !signal.aborted; ) {
    const batch = await ctx.db.withTenant(teamId, (tx) => takeNext(ctx, tx, { teamId, scope }))
    all += batch.taken
    more = batch.more
  }
  return all
}

/** Brings the index up to what is stored now; the files of what it lets go are dealt with by upkeep. */
export const letIndexFollow = (ctx: Context, teamId: TeamId, signal: AbortSignal): Promise<void> =>
  withTeamLease(ctx, teamId, async (lease) => {
    for (let more = true; more && !signal.aborted; ) more = (await indexDirtyMessages(ctx, lease)).more
  })
