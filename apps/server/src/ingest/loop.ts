import { AppError } from '@backscroll/core'
import { claimTeam, type TeamLease } from '@backscroll/db'
import type { Context } from '../context.ts'
import { buildIndex } from '../flows/index/build-index.ts'
import { findStaleIndexes } from '../flows/index/find-stale-indexes.ts'
import { indexDirtyMessages } from '../flows/index/index-dirty-messages.ts'
import { tendIndex } from '../flows/index/tend-index.ts'
import { applyDeliveries } from '../flows/intake/apply-deliveries.ts'

const LEASE_MS = 30_000
/** How often an idle loop looks by itself: work of other processes is found within this time. */
const IDLE_MS = 250
const EVENTS = 500
/** A team gives its place to others after so many rounds. */
const ROUNDS_PER_CLAIM = 20
const PAUSE_MS = 2_000

/** Drains inbox and dirty messages team by team until the signal aborts; at most `lanes` teams at once. */
export async function runIngest(ctx: Context, signal: AbortSignal, lanes = 2): Promise<void> {
  await findStaleIndexes(ctx).catch((error: unknown) => ctx.log.error({ err: error }, 'stale indexes were not looked for'))
  await Promise.all(Array.from({ length: lanes }, () => runLane(ctx, signal)))
}

async function runLane(ctx: Context, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const lease = await claimTeam(ctx.db, { leaseMs: LEASE_MS })
      if (lease) await serve(ctx, lease, signal)
      else await ctx.wake.wait(IDLE_MS, signal)
    } catch (error) {
      ctx.log.error({ err: error }, 'ingest round failed')
      await ctx.wake.wait(PAUSE_MS, signal)
    }
  }
}

/** One claim: rounds of apply and index until nothing is left or it is others' turn. */
async function serve(ctx: Context, lease: TeamLease, signal: AbortSignal): Promise<void> {
  let pauseMs = 0
  try {
    for (let round = 0; round < ROUNDS_PER_CLAIM && !signal.aborted && !lease.signal.aborted; round += 1) {
      const applied = await applyDeliveries(ctx, lease, EVENTS)
      const indexed = await indexDirtyMessages(ctx, lease)
      const built = indexed.isBuilding && (await buildIndex(ctx, lease)).more
      if (applied.seen > 0) ctx.log.debug({ teamId: lease.teamId, ...applied, indexed: indexed.seen }, 'ingested')
      if (applied.setAside > 0) ctx.log.warn({ teamId: lease.teamId, setAside: applied.setAside }, 'deliveries set aside')
      // what has arrived since is claimed again, after other teams
      if (applied.seen < EVENTS && !indexed.more && !built) break
    }
    await tendIndex(ctx, lease)
  } catch (error) {
    const isLost = error instanceof AppError && error.code === 'lease_lost'
    pauseMs = isLost ? 0 : ((error instanceof AppError ? error.retryAfterMs : null) ?? PAUSE_MS)
    if (!isLost) ctx.log.error({ teamId: lease.teamId, err: error, pauseMs }, 'team paused')
  } finally {
    await lease.release(pauseMs)
  }
}
