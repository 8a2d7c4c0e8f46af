import { and, asc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import { auditOf } from '../audit.ts'
import { answerSources, answers } from '../schema/index.ts'
import { storableJson, storableOrNull } from '../storable.ts'
import { queriesOf, type TenantTx } from '../tenant.ts'
import type { AnswerState, AnswerStatement } from './answer.ts'

/** What becomes of an answer whose sources have changed. */
export interface Revision {
  state: AnswerState
  text: string | null
  statements: AnswerStatement[]
  /** Sources that carry it no more. */
  removedOrdinals: readonly number[]
  /** Why, for the log: a code. */
  reason: string
  atMs: number
  /** The answer's `staleSinceMs` as it was read: a change that was noticed since leaves it stale. */
  staleSinceMs: number | null
}

/** Answers wait to be looked at again. A later mark replaces an earlier one, so that whoever looks can tell. */
export async function markStale(tx: TenantTx, answerIds: readonly string[], atMs: number): Promise<void> {
  if (answerIds.length === 0) return
  const at = sql`${new Date(atMs).toISOString()}::timestamptz`
  await queriesOf(tx)
    .update(answers)
    .set({ staleSince: sql`greatest(${answers.staleSince} + interval '1 millisecond', ${at})` })
    .where(inArray(answers.answerId, [...answerIds].sort()))
}

/** Ids of answers that wait to be looked at again, the longest wait first; without those that are still being made. */
export async function staleAnswers(tx: TenantTx, limit: number): Promise<string[]> {
  const rows = await queriesOf(tx)
    .select({ id: answers.answerId })
    .from(answers)
    .where(and(isNotNull(answers.staleSince), ne(answers.state, 'pending')))
    .orderBy(asc(answers.staleSince), asc(answers.answerId))
    .limit(limit)
  return rows.map((row) => row.id)
}

/**
 * Since when an answer waits to be looked at again, null when it does not. Whoever is changing its sources just now is waited for, and nobody
 * marks it until the transaction ends.
 */
export async function staleSinceOf(tx: TenantTx, answerId: string): Promise<number | null> {
  const [row] = await queriesOf(tx)
    .select({ staleSince: answers.staleSince })
    .from(answers)
    .where(eq(answers.answerId, answerId))
    .for('no key update')
  return row?.staleSince ?? null
}

/** Changes an answer after it was given. @returns false when it is not known. */
export async function reviseAnswer(tx: TenantTx, answerId: string, revision: Revision): Promise<boolean> {
  const { state, text, statements, removedOrdinals, reason, atMs, staleSinceMs } = revision
  const queries = queriesOf(tx)
  const revised = await queries
    .update(answers)
    .set({
      state,
      reason,
      text: storableOrNull(text),
      statements: storableJson(statements) as AnswerStatement[],
      revisedAt: atMs,
      ...(staleSinceMs === null
        ? {}
        : { staleSince: sql`nullif(${answers.staleSince}, ${new Date(staleSinceMs).toISOString()}::timestamptz)` }),
    })
    .where(eq(answers.answerId, answerId))
    .returning({ id: answers.answerId })
  if (removedOrdinals.length > 0)
    await queries
      .update(answerSources)
      .set({ removedAt: atMs })
      .where(
        and(eq(answerSources.answerId, answerId), inArray(answerSources.ordinal, [...removedOrdinals]), isNull(answerSources.removedAt)),
      )
  return revised.length > 0
}

/** The answer was looked at and holds as it is. A change that was noticed since leaves it stale. */
export async function settleAnswer(tx: TenantTx, answerId: string, staleSinceMs: number): Promise<void> {
  await queriesOf(tx)
    .update(answers)
    .set({ staleSince: null })
    .where(and(eq(answers.answerId, answerId), eq(answers.staleSince, staleSinceMs)))
}

/** Notes who has shown an answer to whom, in the audit log too. @returns false when it is not known or was withdrawn. */
export async function shareAnswer(
  tx: TenantTx,
  answerId: string,
  share: { by: string; channelId: string; atMs: number },
): Promise<boolean> {
  const { by, channelId, atMs } = share
  const shared = await queriesOf(tx)
    .update(answers)
    .set({ sharedBy: by, sharedAt: atMs, sharedChannelId: channelId })
    .where(and(eq(answers.answerId, answerId), sql`${answers.state} <> 'retracted'`))
    .returning({ id: answers.answerId })
  if (shared.length === 0) return false
  await auditOf(tx).append({ actor: by, actorKind: 'user', action: 'answer.share', target: answerId, diff: { channelId }, atMs })
  return true
}
