import { setTimeout as wait } from 'node:timers/promises'
import { RetryLaterError, type TeamId } from '@backscroll/core'
import { claimOneTeam, type TeamLease } from '@backscroll/db'
import type { Context } from '../../context.ts'

const LEASE_MS = 30_000
/** A worker leaves a team that keeps it busy for a few milliseconds after every twenty rounds. */
const LOOK_MS = 5
const PATIENCE_MS = 120_000

/**
 * Does work as the team's one writer; waits for the worker that has the team now.
 * @throws RetryLaterError when no worker has left it within two minutes.
 */
export async function withTeamLease<Result>(
  ctx: Pick<Context, 'db'>,
  teamId: TeamId,
  work: (lease: TeamLease) => Promise<Result>,
): Promise<Result> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_MS) {
    const lease = await claimOneTeam(ctx.db, teamId, { leaseMs: LEASE_MS })
    if (lease) {
      try {
        return await work(lease)
      } finally {
        await lease.release()
      }
    }
    await wait(LOOK_MS)
  }
  throw new RetryLaterError('The workspace is being worked on by another process. Please try again.', 60_000)
}
