import type { RunRow, Work } from '@backscroll/contracts'
import type { Estimate, TeamId } from '@backscroll/core'
import {
  type BackfillRun,
  backfillRunsOf,
  type DeadEvent,
  deadEvents,
  inboxStatsOf,
  messagesOf,
  rateBudgetsOf,
  type TenantTx,
  teamQueue,
  teamReadingOf,
} from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { iso, isoOrNull } from '../access/iso.ts'
import { readingProgress } from '../reading/reading-progress.ts'
import { comparisonClock } from '../reading/schedule-comparison.ts'

/** Runs that are told. */
const RUNS = 20
/** Jobs that are told one by one. */
const JOBS = 50
/** Deliveries that were given up and are told one by one. */
const SET_ASIDE = 10
/** What the clock of a workspace begins. */
const COMPARISON = 'team.reconcile'
/** A pace over less than this says nothing. */
const SHORTEST_MS = 5_000

/** What is being done for a workspace, what waits, and for what. */
export async function readWork(ctx: Context, { teamId }: Pick<Caller, 'teamId'>): Promise<Work> {
  const nowMs = ctx.clock.nowMs()
  const [queue, stored] = await Promise.all([
    teamQueue(ctx.db, teamId, JOBS),
    ctx.db.withTenant(teamId, (tx) => storedWork(ctx, tx, { teamId, nowMs })),
  ])
  const { waiting, running, retrying, failed, doneLately, oldestMs } = queue
  const { clock } = stored
  const nextAt = isoOrNull(stored.compareAtMs)
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
      doneLately,
      setAside: stored.dead,
    },
    jobs: queue.jobs.map(({ createdAtMs, nextAtMs, ...job }) => ({ ...job, createdAt: iso(createdAtMs), nextAt: isoOrNull(nextAtMs) })),
    waits: stored.waits,
    setAside: stored.setAside,
    nextComparisonAt: nextAt,
    schedules: clock ? [{ kind: COMPARISON, ...clock, nextAt }] : [],
  }
}

async function storedWork(ctx: Context, tx: TenantTx, { teamId, nowMs }: { teamId: TeamId; nowMs: number }) {
  const runs = await backfillRunsOf(tx).history(RUNS)
  const open = runs.find(({ finishedAtMs }) => finishedAtMs === null) ?? null
  const left = open && (await readingProgress(tx, { nowMs, pacing: ctx.config.SLACK_PACE })).left
  const { pending, dead } = await inboxStatsOf(tx)
  return {
    run: open && runRow(open, left, nowMs),
    history: runs.filter((run) => run !== open).map((run) => runRow(run, null, nowMs)),
    compareAtMs: (await teamReadingOf(tx).get()).compareAtMs,
    clock: await comparisonClock(ctx, tx, teamId),
    unindexed: await messagesOf(tx).countDirty(),
    inbox: pending,
    dead,
    setAside: dead === 0 ? [] : (await deadEvents(tx, SET_ASIDE)).map(shownDead),
    waits: (await rateBudgetsOf(tx).parked(nowMs)).map(({ method, untilMs }) => ({ method, until: iso(untilMs) })),
  }
}

/** The reason is told by its first word: what follows is for the operator. */
const shownDead = ({ type, attempts, error, deadAtMs }: DeadEvent): Work['setAside'][number] => ({
  type,
  attempts,
  error: error === null ? null : (/^[A-Za-z_]{1,60}/.exec(error)?.[0] ?? 'failed'),
  at: iso(deadAtMs),
})

function paceOf({ messagesSeen, repliesStored, startedAtMs, finishedAtMs }: BackfillRun, nowMs: number): number | null {
  const tookMs = (finishedAtMs ?? nowMs) - startedAtMs
  return tookMs < SHORTEST_MS ? null : Math.round(((messagesSeen + repliesStored) * 60_000) / tookMs)
}

/** A run as the API has it. */
function runRow(run: BackfillRun, left: Estimate | null, nowMs: number): RunRow {
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
    seenPerMinute: paceOf(run, nowMs),
    throttledSeconds: Math.round(run.throttledMs / 1_000),
    startedAt: iso(startedAtMs),
    finishedAt: isoOrNull(finishedAtMs),
    eta: left && { low: Math.floor(left.lowMinutes * 60), high: Math.ceil(left.highMinutes * 60) },
  }
}
