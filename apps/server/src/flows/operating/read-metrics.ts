import { inboxStatsOf, workFacts } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { VERSION } from '../../version.ts'
import { diskSpace } from './checks/check-disk.ts'
import { inTime } from './in-time.ts'

/** A scrape waits no longer for the database. */
const PATIENCE_MS = 5_000

/** The metrics of this process in Prometheus' text format; gauges of the whole installation are read now. A part that is down is a 0, not an error. */
export async function readMetrics(ctx: Context): Promise<string> {
  const { metrics } = ctx.telemetry
  metrics.set('backscroll_build_info', { version: VERSION }, 1)
  await Promise.all([
    noted(ctx, 'database', () => readQueue(ctx)),
    noted(ctx, 'search', async () => {
      if (!(await ctx.search.isReachable())) throw new Error('the place of the index does not answer')
    }),
    noted(ctx, 'disk', async () => {
      const { freeBytes, sizeBytes } = await diskSpace(ctx.config.DATA_DIR)
      metrics.set('backscroll_disk_free_bytes', {}, freeBytes)
      metrics.set('backscroll_disk_size_bytes', {}, sizeBytes)
    }),
  ])
  return metrics.text()
}

async function noted(ctx: Context, part: string, read: () => Promise<void>): Promise<void> {
  const isUp = await inTime(PATIENCE_MS, `${part} does not answer`, read()).then(
    () => true,
    () => false,
  )
  ctx.telemetry.metrics.set('backscroll_part_up', { part }, isUp ? 1 : 0)
}

async function readQueue({ db, clock, telemetry: { metrics } }: Context): Promise<void> {
  const [inbox, work] = await Promise.all([db.withSystem((tx) => inboxStatsOf(tx)), workFacts(db)])
  const ageOf = (sinceMs: number | null) => (sinceMs === null ? 0 : Math.max(0, clock.nowMs() - sinceMs) / 1_000)
  metrics.set('backscroll_inbox_events', { state: 'pending' }, inbox.pending)
  metrics.set('backscroll_inbox_events', { state: 'dead' }, inbox.dead)
  metrics.set('backscroll_inbox_oldest_seconds', {}, ageOf(inbox.oldestPendingMs))
  metrics.clear('backscroll_jobs')
  for (const { kind, state, count } of work.jobs) metrics.set('backscroll_jobs', { kind, state }, count)
  metrics.set('backscroll_jobs_oldest_seconds', {}, ageOf(work.oldestJobMs))
  metrics.clear('backscroll_teams')
  for (const [state, count] of Object.entries(work.teams)) metrics.set('backscroll_teams', { state }, count)
  metrics.set('backscroll_teams_busy', {}, work.activeTeams)
}
