import { randomUUID } from 'node:crypto'
import type { Evaluation, NewEvaluation } from '@backscroll/contracts'
import { ConflictError, NotFoundError } from '@backscroll/core'
import { evalRunsOf, evalSetsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'
import { readEvaluation } from './read-evaluation.ts'

/** The largest set takes minutes: after this nobody works on a run any more, whatever became of its job. */
const LOST_AFTER_MS = 2 * 3_600_000

/** Plans an evaluation and the job that carries it out, together. @throws NotFoundError, or ConflictError while one of the set is open. */
export async function startEvaluation(ctx: Context, caller: Caller, { setId, strategies }: NewEvaluation): Promise<Evaluation> {
  const { teamId, userId: ownerId } = caller
  const runId = randomUUID()
  const createdAtMs = ctx.clock.nowMs()
  await ctx.db.withTenant(teamId, async (tx) => {
    if (!(await evalSetsOf(tx).get(setId, ownerId))) throw new NotFoundError('There is no such set.')
    await evalRunsOf(tx).endLost(setId, createdAtMs - LOST_AFTER_MS, createdAtMs)
    if (!(await evalRunsOf(tx).add({ runId, setId, ownerId, strategies, createdAtMs })))
      throw new ConflictError('An evaluation of this set is not finished yet. Read its result first.')
    await audited(tx, caller, { action: 'evaluation.started', target: runId, diff: { setId }, atMs: createdAtMs })
    await ctx.enqueue('evaluation.run', { teamId, runId }, { tx })
  })
  return readEvaluation(ctx, caller, runId)
}
