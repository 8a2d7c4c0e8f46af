import type { RunRow, Work } from '@backscroll/contracts'
import { type Estimate, nextTime } from '@backscroll/core'
import {
  type BackfillRun,
  backfillRunsOf,
  inboxStatsOf,
  messagesOf,
  rateBudgetsOf,
  type TenantTx,
  teamQueue,
  teamSchedule,
} from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { iso, isoOrNull } from '../access/iso.ts'
import { readingProgress } from '../reading/reading-progress.ts'

/** Runs that are told. */
const RUNS = 20
/** Jobs that are told one by one. */
const JOBS = 50

/** What is being done for a workspace, what waits, and for what. */
export async function readWork(ctx: Context, { teamId }: Pick<Caller, 'teamId'>): Promise<Work> {
  const nowMs = ctx.clock.nowMs()
  const [queue, schedule, stored] = await Promise.all([
    teamQueue(ctx.db, teamId, JOBS),
    teamSchedule(ctx.db, teamId, 'team.reconcile'),
    ctx.db.withTenant(teamId, (tx) => storedWork(ctx, tx, nowMs)),
  ])
  const { waiting, running, retrying, failed, oldestMs } = queue
  return {
    run: stored.run,
    history: stored.history,
    queue: {
      waiting,
      running,
      retrying,
      failed,
      unindexed: stored.unindexed,
      inbox: stored.inbox,
      oldestSeconds: oldestMs === null ? null : Math.max(0, Math.floor((nowMs - oldestMs) / 1_000)),
    },
    jobs: queue.jobs.map(({ createdAtMs, nextAtMs, ...job }) => ({ ...job, createdAt: iso(createdAtMs), nextAt: isoOrNull(nextAtMs) })),
    waits: stored.waits,
    nextComparisonAt: isoOrNull(schedule && nextTime(schedule.cron, schedule.timeZone, nowMs)),
  }
}

async function storedWork(ctx: Context, tx: TenantTx, nowMs: number) {
  const runs = await backfillRunsOf(tx).history(RUNS)
  const open = runs.find(({ finishedAtMs }) => finishedAtMs === null) ?? null
  const left = open && (await readingProgress(tx, { nowMs, pacing: ctx.config.SLACK_PACE })).left
  return {
    run: open && runRow(open, left),
    history: runs.filter((run) => run !== open).map((run) => runRow(run, null)),
    unindexed: await messagesOf(tx).countDirty(),
    inbox: (await inboxStatsOf(tx)).pending,
    waits: (await rateBudgetsOf(tx).parked(nowMs)).map(({ method, untilMs }) => ({ method, until: iso(untilMs) })),
  }
}

/** A run as the API has it. */
function runRow(run: BackfillRun, left: Estimate | null): RunRow {
  const { runId, trigger, actor, state, channels, startedAtMs, finishedAtMs } = run
  const { messagesSeen, messagesStored, repliesStored, messagesDeleted, threadsDone } = run
  return {
    id: runId,
    trigger,
    startedBy: actor,
    state,
    channels: channels.length,
    messagesSeen,
    messagesStored,
    repliesStored,
    messagesDeleted,
    requests: run.historyRequests + run.replyRequests,
    threadsDone,
    throttledSeconds: Math.round(run.throttledMs / 1_000),
    startedAt: iso(startedAtMs),
    finishedAt: isoOrNull(finishedAtMs),
    eta: left && { low: Math.floor(left.lowMinutes * 60), high: Math.ceil(left.highMinutes * 60) },
  }
}
