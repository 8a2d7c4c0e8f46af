import { type Evaluation, type Strategy, strategy } from '@backscroll/contracts'
import { NotFoundError, verdictOf } from '@backscroll/core'
import { type EvalResult, type EvalRun, evalRunsOf, evalSetsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'

/** How far an evaluation is, and what it came to. @throws NotFoundError also for one of somebody else. */
export async function readEvaluation(ctx: Context, { teamId, userId }: Caller, runId: string): Promise<Evaluation> {
  const { run, results, questions, previous } = await ctx.db.withTenant(teamId, async (tx) => {
    const found = await evalRunsOf(tx).get(runId)
    const set = found && (await evalSetsOf(tx).get(found.setId, userId))
    if (!found || !set) throw new NotFoundError('There is no such evaluation.')
    const before = found.state === 'finished' ? await evalRunsOf(tx).before(found) : null
    return {
      run: found,
      results: await evalRunsOf(tx).results(runId),
      questions: set.items.length,
      previous: before && { run: before, results: await evalRunsOf(tx).results(before.runId) },
    }
  })
  const of = questions * run.strategies.length
  return {
    id: run.runId,
    setId: run.setId,
    state: run.state,
    reason: run.reason,
    createdAt: isoOf(run.createdAtMs),
    finishedAt: run.finishedAtMs === null ? null : isoOf(run.finishedAtMs),
    progress: { done: Math.min(results.length, of), of },
    result: run.state === 'finished' ? resultOf(run, results, previous) : null,
  }
}

type Result = NonNullable<Evaluation['result']>
type Judged = { run: EvalRun; results: readonly EvalResult[] }

function resultOf(run: EvalRun, results: readonly EvalResult[], previous: Judged | null): Result {
  const names = run.strategies.map((name) => strategy.parse(name))
  const by = (name: Strategy): EvalResult[] => results.filter((result) => result.strategy === name)
  const [first = 'keyword', ...others] = names
  const counted = (outcome: EvalResult['outcome']): number => by(first).filter((result) => result.outcome === outcome).length
  return {
    questions: { judged: counted('judged'), unjudged: counted('unjudged'), mustAbstain: counted('abstain'), skipped: counted('skipped') },
    strategies: names.map((name) => ({ strategy: name, ...scoresOf(by(name)) })),
    comparisons: others.map((name) => ({
      strategy: name,
      against: first,
      ...verdictOf(differences(by(name), by(first)), { name, than: first }),
    })),
    previous: previous && comparedWith(previous, names, by),
  }
}

function scoresOf(results: readonly EvalResult[]) {
  const judged = results.filter(({ outcome }) => outcome === 'judged')
  const mean = (read: (result: EvalResult) => number): number =>
    rounded(judged.reduce((sum, one) => sum + read(one), 0) / (judged.length || 1))
  const took = results
    .filter(({ outcome }) => outcome !== 'skipped')
    .map(({ tookMs }) => tookMs)
    .sort((a, b) => a - b)
  const at = (share: number): number => rounded(took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0)
  return {
    ndcg10: mean(({ ndcg10 }) => ndcg10),
    recall100: mean(({ recall100 }) => recall100),
    mrr10: mean(({ mrr10 }) => mrr10),
    precision10: mean(({ precision10 }) => precision10),
    abstained: results.filter(({ outcome, found }) => outcome === 'abstain' && found === 0).length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
  }
}

/** In nDCG@10, over the questions that are judged on both sides. */
function differences(these: readonly EvalResult[], those: readonly EvalResult[]): number[] {
  const other = new Map(those.flatMap(({ itemId, outcome, ndcg10 }) => (outcome === 'judged' ? [[itemId, ndcg10] as const] : [])))
  return these.flatMap(({ itemId, outcome, ndcg10 }) => {
    const against = other.get(itemId)
    return outcome === 'judged' && against !== undefined ? [ndcg10 - against] : []
  })
}

function comparedWith({ run, results }: Judged, names: readonly Strategy[], now: (name: Strategy) => EvalResult[]): Result['previous'] {
  const both = names.filter((name) => run.strategies.includes(name))
  return {
    id: run.runId,
    finishedAt: isoOf(run.finishedAtMs ?? run.createdAtMs),
    comparisons: both.map((name) => ({
      strategy: name,
      ...verdictOf(
        differences(
          now(name),
          results.filter((result) => result.strategy === name),
        ),
        { name, than: 'the run before' },
      ),
    })),
  }
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000
const isoOf = (ms: number): string => new Date(ms).toISOString()
