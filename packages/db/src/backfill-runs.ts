import { randomUUID } from 'node:crypto'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { backfillRuns } from './schema/index.ts'
import { arrayOf, currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** Why a team's history is read. */
export const RUN_TRIGGERS = ['first-read', 'operator', 'sync-now', 'schedule', 'rate-limited', 'downtime', 'settings'] as const
export type RunTrigger = (typeof RUN_TRIGGERS)[number]

/** What a run adds up. */
export interface RunCounts {
  messagesSeen: number
  messagesStored: number
  repliesStored: number
  messagesDeleted: number
  historyRequests: number
  replyRequests: number
  threadsDone: number
  throttledMs: number
}

/** One reading of a team's history; `finishedAtMs` is null while it is open. */
export interface BackfillRun extends RunCounts {
  runId: string
  trigger: RunTrigger
  actor: string
  state: 'running' | 'paused' | 'finished' | 'cancelled'
  channels: string[]
  startedAtMs: number
  finishedAtMs: number | null
  /** Since when it is paused; `pausedMs` adds up the pauses before. */
  pausedAtMs: number | null
  pausedMs: number
}

const COUNTS = {
  messagesSeen: 'messages_seen',
  messagesStored: 'messages_stored',
  repliesStored: 'replies_stored',
  messagesDeleted: 'messages_deleted',
  historyRequests: 'history_requests',
  replyRequests: 'reply_requests',
  threadsDone: 'threads_done',
  throttledMs: 'throttled_ms',
} as const

/** Runs of a team; at most one is open. */
export const backfillRunsOf = (tx: TenantTx) => ({
  /** The open run; its row stays locked until the transaction ends. */
  async open(): Promise<BackfillRun | null> {
    const [row] = await queriesOf(tx).select().from(backfillRuns).where(isNull(backfillRuns.finishedAt)).for('update')
    return row ? toRun(row) : null
  },

  /** Opens a run, or adds the channels to the one that is open. A paused run stays paused. @returns the run's id. */
  async join(wanted: Pick<BackfillRun, 'trigger' | 'actor' | 'channels' | 'startedAtMs'>): Promise<string> {
    const { startedAtMs, ...rest } = wanted
    const [row] = await queriesOf(tx)
      .insert(backfillRuns)
      .values({ teamId: currentTeam, runId: randomUUID(), state: 'running', startedAt: startedAtMs, ...rest })
      .onConflictDoUpdate({
        target: backfillRuns.teamId,
        targetWhere: sql`finished_at is null`,
        set: {
          channels: sql`(select array_agg(distinct c order by c) from unnest(${backfillRuns.channels} || excluded.channels) as c)`,
        },
      })
      .returning({ runId: backfillRuns.runId })
    return row?.runId ?? ''
  },

  /** Adds to the counts of the open run; nothing without one. */
  async add(counts: Partial<RunCounts>): Promise<void> {
    const set = Object.entries(counts).flatMap(([name, by]) => {
      const column = sql.identifier(COUNTS[name as keyof RunCounts])
      return by ? [sql`${column} = ${column} + ${Math.round(by)}`] : []
    })
    if (set.length === 0) return
    await queriesOf(tx).execute(sql`update backfill_runs set ${sql.join(set, sql`, `)} where finished_at is null`)
  },

  async pause(runId: string, pausedAt: number): Promise<void> {
    await queriesOf(tx).update(backfillRuns).set({ state: 'paused', pausedAt }).where(eq(backfillRuns.runId, runId))
  },

  async resume({ runId, pausedAtMs, pausedMs }: BackfillRun, nowMs: number): Promise<void> {
    const paused = pausedMs + (pausedAtMs === null ? 0 : Math.max(0, nowMs - pausedAtMs))
    await queriesOf(tx)
      .update(backfillRuns)
      .set({ state: 'running', pausedAt: null, pausedMs: paused })
      .where(eq(backfillRuns.runId, runId))
  },

  async finish(runId: string, state: 'finished' | 'cancelled', finishedAt: number): Promise<void> {
    await queriesOf(tx)
      .update(backfillRuns)
      .set({ state, finishedAt })
      .where(and(eq(backfillRuns.runId, runId), isNull(backfillRuns.finishedAt)))
  },

  /** When each of these channels was last compared with Slack to the end; channels that never were are missing. */
  async lastFinished(channels: readonly string[]): Promise<Map<string, number>> {
    const rows = await queriesOf(tx).execute<{ channel: string; startedMs: string }>(sql`
      select c as channel, floor(extract(epoch from max(started_at)) * 1000)::bigint as "startedMs"
      from backfill_runs, unnest(channels) as c
      where state = 'finished' and c = any(${arrayOf(channels, 'text')}) group by c`)
    return new Map(rows.map((row) => [row.channel, Number(row.startedMs)]))
  },

  /** Newest first. */
  async history(limit: number): Promise<BackfillRun[]> {
    return (await queriesOf(tx).select().from(backfillRuns).orderBy(desc(backfillRuns.startedAt)).limit(limit)).map(toRun)
  },
})

function toRun(row: typeof backfillRuns.$inferSelect): BackfillRun {
  const { teamId: _, startedAt, finishedAt, pausedAt, trigger, ...rest } = row
  return { ...rest, trigger: trigger as RunTrigger, startedAtMs: startedAt, finishedAtMs: finishedAt, pausedAtMs: pausedAt }
}
