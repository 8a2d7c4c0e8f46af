import { and, asc, desc, eq, isNull, lt } from 'drizzle-orm'
import { evalResults, evalRuns } from './schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** An evaluation of a set, in the rights of its owner. */
export interface EvalRun {
  runId: string
  setId: string
  ownerId: string
  strategies: string[]
  state: 'waiting' | 'running' | 'finished' | 'failed'
  /** Why it failed. */
  reason: string | null
  createdAtMs: number
  finishedAtMs: number | null
}

/** What one strategy came to on one question. Scores are 0 unless the outcome is `judged`. */
export interface EvalResult {
  itemId: string
  strategy: string
  outcome: 'judged' | 'unjudged' | 'abstain' | 'skipped'
  /** How many results there were. */
  found: number
  ndcg10: number
  recall100: number
  mrr10: number
  precision10: number
  tookMs: number
}

/** Evaluations and what they came to. */
export const evalRunsOf = (tx: TenantTx) => ({
  /** @returns false when the set has a run that is not over. */
  async add(run: Pick<EvalRun, 'runId' | 'setId' | 'ownerId' | 'strategies' | 'createdAtMs'>): Promise<boolean> {
    const { createdAtMs, ...rest } = run
    const added = await queriesOf(tx)
      .insert(evalRuns)
      .values({ ...rest, teamId: currentTeam, state: 'waiting', createdAt: createdAtMs })
      .onConflictDoNothing()
      .returning({ runId: evalRuns.runId })
    return added.length > 0
  },

  /** Ends the runs of a set that were begun before a moment and are not over: nobody works on them any more. */
  async endLost(setId: string, beforeMs: number, atMs: number): Promise<void> {
    await queriesOf(tx)
      .update(evalRuns)
      .set({ state: 'failed', reason: 'It was not finished in time.', finishedAt: atMs })
      .where(and(eq(evalRuns.setId, setId), isNull(evalRuns.finishedAt), lt(evalRuns.createdAt, beforeMs)))
  },

  async get(runId: string): Promise<EvalRun | null> {
    const [row] = await queriesOf(tx).select().from(evalRuns).where(eq(evalRuns.runId, runId))
    return row ? toRun(row) : null
  },

  async begin(runId: string): Promise<void> {
    await queriesOf(tx)
      .update(evalRuns)
      .set({ state: 'running' })
      .where(and(eq(evalRuns.runId, runId), isNull(evalRuns.finishedAt)))
  },

  /** Ends a run once; `reason` says why it failed, null that it did not. */
  async end(runId: string, reason: string | null, atMs: number): Promise<void> {
    await queriesOf(tx)
      .update(evalRuns)
      .set({ state: reason === null ? 'finished' : 'failed', reason, finishedAt: atMs })
      .where(and(eq(evalRuns.runId, runId), isNull(evalRuns.finishedAt)))
  },

  /** The last finished run of the same set before another; null when there is none. */
  async before(run: EvalRun): Promise<EvalRun | null> {
    const [row] = await queriesOf(tx)
      .select()
      .from(evalRuns)
      .where(and(eq(evalRuns.setId, run.setId), eq(evalRuns.state, 'finished'), lt(evalRuns.createdAt, run.createdAtMs)))
      .orderBy(desc(evalRuns.createdAt))
      .limit(1)
    return row ? toRun(row) : null
  },

  /** Saves what is new; what a question came to in this run stays. */
  async save(runId: string, results: readonly EvalResult[]): Promise<void> {
    if (results.length === 0) return
    await queriesOf(tx)
      .insert(evalResults)
      .values(results.map((result) => ({ ...result, teamId: currentTeam, runId })))
      .onConflictDoNothing()
  },

  /** By question and strategy. */
  async results(runId: string): Promise<EvalResult[]> {
    const rows = await queriesOf(tx)
      .select()
      .from(evalResults)
      .where(eq(evalResults.runId, runId))
      .orderBy(asc(evalResults.itemId), asc(evalResults.strategy))
    return rows.map(({ teamId: _team, runId: _run, ...result }) => result)
  },
})

const toRun = ({ teamId: _team, createdAt, finishedAt, ...row }: typeof evalRuns.$inferSelect): EvalRun => ({
  ...row,
  createdAtMs: createdAt,
  finishedAtMs: finishedAt,
})
