import { type Estimate, estimateReading, type MeasuredChannel, type MeasuredRates, type RateClass, tsMillis } from '@backscroll/core'
import {
  type BackfillRun,
  backfillRunsOf,
  type TeamReading,
  type TenantTx,
  teamReadingOf,
  type Watermark,
  watermarksOf,
} from '@backscroll/db'
import { type Pacing, pageSizeOf, teamPace } from './slack-pace.ts'

/** How far the open run of a team is, and what is left of it. */
export interface ReadingProgress {
  rateClass: RateClass
  rateClassAtMs: number | null
  schedule: string
  /** The open run, else the last one; null before the first. */
  run: BackfillRun | null
  channelsDone: number
  /** Null when no run is open. */
  left: Estimate | null
}

/** What an unpaced stand-in answers in a minute, before anything has been measured. */
const UNPACED_PER_MINUTE = 600
/** A measured rate means something after this. */
const MEASURED_AFTER_MS = 120_000

/** Reads the progress of a team with an estimate from what has been measured until now. */
export async function readingProgress(tx: TenantTx, { nowMs, pacing }: { nowMs: number; pacing: Pacing }): Promise<ReadingProgress> {
  const reading = await teamReadingOf(tx).get()
  const { rateClass, rateClassAtMs, schedule } = reading
  const run = (await backfillRunsOf(tx).open()) ?? (await backfillRunsOf(tx).history(1))[0] ?? null
  const known = { rateClass, rateClassAtMs, schedule, run }
  if (run === null || run.finishedAtMs !== null) return { ...known, channelsDone: run?.channels.length ?? 0, left: null }
  const marks = (await watermarksOf(tx).list()).filter((mark) => !mark.isStopped)
  const unfinished = marks.filter((mark) => !mark.pagesDone || mark.threadsPending > 0)
  return {
    ...known,
    channelsDone: Math.max(0, run.channels.length - unfinished.length),
    left: estimateReading(
      marks.map((mark) => measured(mark)),
      ratesOf(reading, run, { nowMs, pacing }),
    ),
  }
}

/** Seconds until each channel that is being read is read, at the pace of now and as if it were the only one. */
export async function channelEtas(tx: TenantTx, { nowMs, pacing }: { nowMs: number; pacing: Pacing }): Promise<Map<string, number>> {
  const reading = await teamReadingOf(tx).get()
  const [run] = await backfillRunsOf(tx).history(1)
  if (!run || run.finishedAtMs !== null) return new Map()
  const rates = ratesOf(reading, run, { nowMs, pacing })
  const unfinished = (await watermarksOf(tx).list()).filter((mark) => !mark.isStopped && (!mark.pagesDone || mark.threadsPending > 0))
  return new Map(unfinished.map((mark) => [mark.channelId, Math.ceil(estimateReading([measured(mark)], rates).highMinutes * 60)]))
}

function measured(mark: Watermark): MeasuredChannel {
  const fromMs = tsMillis(mark.fromTs)
  // what an earlier pass has read between is not to come
  const jumpedMs = mark.jumpTo !== null && mark.jumpAt !== null ? tsMillis(mark.jumpAt) - tsMillis(mark.jumpTo) : 0
  return {
    startMs: mark.startedAtMs,
    reachedMs: mark.oldestTs === null ? mark.startedAtMs : tsMillis(mark.oldestTs),
    fromMs: fromMs + Math.max(0, jumpedMs),
    isPagesDone: mark.pagesDone,
    messages: mark.messagesRead,
    threads: mark.threadsFound,
    threadsLeft: mark.threadsPending,
  }
}

/** The pace that is kept, lowered by how much of it has been reached while the run was not paused. */
function ratesOf(reading: TeamReading, run: BackfillRun, { nowMs, pacing }: { nowMs: number; pacing: Pacing }): MeasuredRates {
  const perMinute = (method: string): number => {
    const { intervalMs } = teamPace(pacing, reading, method)
    return intervalMs === 0 ? UNPACED_PER_MINUTE : 60_000 / intervalMs
  }
  const activeMs = (run.pausedAtMs ?? nowMs) - run.startedAtMs - run.pausedMs
  const reached = run.historyRequests / (perMinute('conversations.history') * (activeMs / 60_000))
  const share = activeMs < MEASURED_AFTER_MS ? 1 : Math.min(1, Math.max(0.25, reached))
  return {
    pageSize: pageSizeOf(reading),
    historyPerMinute: perMinute('conversations.history') * share,
    repliesPerMinute: perMinute('conversations.replies') * share,
    requestsPerThread: run.threadsDone > 0 ? Math.max(1, run.replyRequests / run.threadsDone) : 1,
  }
}
