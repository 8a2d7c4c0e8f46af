import { AppError } from '@backscroll/core'
import { claimTeam, type TeamLease } from '@backscroll/db'
import type { Context } from '../context.ts'
import { buildIndex } from '../flows/index/build-index.ts'
import { findStaleIndexes } from '../flows/index/find-stale-indexes.ts'
import { indexDirtyMessages } from '../flows/index/index-dirty-messages.ts'
import { suggestFitting } from '../flows/index/suggest-fitting.ts'
import { tendIndex } from '../flows/index/tend-index.ts'
import { applyDeliveries } from '../flows/intake/apply-deliveries.ts'
import type { AppliedDelivery } from '../telemetry/ingest-events.ts'

const LEASE_MS = 30_000
/** How often an idle loop looks by itself: work of other processes is found within this time. */
const IDLE_MS = 250
const EVENTS = 500
/** A team gives its place to others after so many rounds. */
const ROUNDS_PER_CLAIM = 20
const PAUSE_MS = 2_000

/** Drains inbox and dirty messages team by team until the signal aborts; at most `lanes` teams at once. */
export async function runIngest(ctx: Context, signal: AbortSignal, lanes = 2): Promise<void> {
  await findStaleIndexes(ctx).catch((error: unknown) => ctx.telemetry.notice('stale indexes were not looked for', { err: error }))
  await Promise.all(Array.from({ length: lanes }, () => runLane(ctx, signal)))
}

async function runLane(ctx: Context, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const lease = await claimTeam(ctx.db, { leaseMs: LEASE_MS })
      if (lease) await serve(ctx, lease, signal)
      else await ctx.wake.wait(IDLE_MS, signal)
    } catch (error) {
      ctx.telemetry.notice('ingest round failed', { err: error })
      await ctx.wake.wait(PAUSE_MS, signal)
    }
  }
}

/** One claim: rounds of apply and index until nothing is left or it is others' turn. */
async function serve(ctx: Context, lease: TeamLease, signal: AbortSignal): Promise<void> {
  const { teamId } = lease
  let pauseMs = 0
  const waiting: AppliedDelivery[] = []
  try {
    for (let round = 0; round < ROUNDS_PER_CLAIM && !signal.aborted && !lease.signal.aborted; round += 1) {
      const startMs = ctx.clock.nowMs()
      const applied = await applyDeliveries(ctx, lease, EVENTS)
      waiting.push(...applied.done)
      const appliedMs = ctx.clock.nowMs()
      const indexed = await indexDirtyMessages(ctx, lease)
      if (!indexed.more && waiting.length > 0)
        ctx.telemetry.becameSearchable({ teamId, applied: waiting.splice(0), startMs, appliedMs, searchableMs: ctx.clock.nowMs() })
      if (indexed.seen > 0) await suggestFitting(ctx, teamId, indexed)
      const built = indexed.isBuilding && (await buildIndex(ctx, lease)).more
      if (applied.seen > 0) ctx.telemetry.deliveriesApplied({ teamId, counts: applied, indexed: indexed.seen })
      if (applied.setAside > 0) ctx.telemetry.notice('deliveries set aside', { teamId, setAside: applied.setAside })
      // what has arrived since is claimed again, after other teams
      if (applied.seen < EVENTS && !indexed.more && !built) break
    }
    await tendIndex(ctx, lease)
  } catch (error) {
    const isLost = error instanceof AppError && error.code === 'lease_lost'
    pauseMs = isLost ? 0 : ((error instanceof AppError ? error.retryAfterMs : null) ?? PAUSE_MS)
    if (!isLost) ctx.telemetry.notice('team paused', { teamId, err: error, pauseMs })
  } finally {
    await lease.release(pauseMs)
  }
}
