import { desc, eq } from 'drizzle-orm'
import { backfillRuns } from './schema/index.ts'
import { storableOrNull } from './storable.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** How far a run has come; totals, not increments. */
export interface BackfillProgress {
  channelsDone?: number
  messagesSeen?: number
  repliesStored?: number
  requests?: number
}

/** One run over the channels of a team. */
export interface BackfillRun extends Required<BackfillProgress> {
  runId: string
  trigger: string
  state: string
  channelsTotal: number
  startedAtMs: number
  finishedAtMs: number | null
  error: string | null
}

/** Runs of the backfill. */
export const backfillRunsOf = (tx: TenantTx) => ({
  /** Starts a run as `running`; a run that is known already keeps its progress. */
  async start(run: { runId: string; trigger: string; channelsTotal: number; startedAtMs: number }): Promise<void> {
    const { startedAtMs, ...rest } = run
    await queriesOf(tx)
      .insert(backfillRuns)
      .values({ ...rest, teamId: currentTeam, state: 'running', startedAt: startedAtMs })
      .onConflictDoNothing()
  },

  async progress(runId: string, progress: BackfillProgress): Promise<void> {
    if (Object.keys(progress).length === 0) return
    await queriesOf(tx).update(backfillRuns).set(progress).where(eq(backfillRuns.runId, runId))
  },

  async finish(runId: string, state: string, atMs: number, error?: string | null): Promise<void> {
    await queriesOf(tx)
      .update(backfillRuns)
      .set({ state, finishedAt: atMs, error: storableOrNull(error) })
      .where(eq(backfillRuns.runId, runId))
  },

  /** The run that was started last. */
  async latest(): Promise<BackfillRun | null> {
    const [row] = await queriesOf(tx).select().from(backfillRuns).orderBy(desc(backfillRuns.startedAt), desc(backfillRuns.runId)).limit(1)
    if (!row) return null
    const { teamId: _, startedAt, finishedAt, ...rest } = row
    return { ...rest, startedAtMs: startedAt, finishedAtMs: finishedAt }
  },
})
