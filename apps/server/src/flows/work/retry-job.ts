import type { Accepted } from '@backscroll/contracts'
import { NotFoundError } from '@backscroll/core'
import { retryTeamJob } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'

/** Gives a failed job of the caller's workspace another try. @throws NotFoundError for any other job. */
export async function retryJob(ctx: Context, caller: Caller, jobId: string): Promise<Accepted> {
  const outcome = await retryTeamJob(ctx.db, caller.teamId, jobId)
  if (outcome === 'unknown') throw new NotFoundError('There is no such failed job.')
  await ctx.db.withTenant(caller.teamId, (tx) => audited(tx, caller, { action: 'work.retry', target: jobId, atMs: ctx.clock.nowMs() }))
  return { id: jobId }
}
