import type { AnswerRow } from '@backscroll/contracts'
import { type LoggedAnswer, type TenantTx, usersOf } from '@backscroll/db'
import type { Caller } from '../access/caller.ts'
import { iso, isoOrNull } from '../access/iso.ts'
import { personNamed } from '../access/person-named.ts'
import { plainQuestions, viewerOf } from './viewer.ts'

const MICROS = 1_000_000

/** Answers of the log as one person may see them, in their order. */
export async function answerRows(tx: TenantTx, caller: Caller, logged: readonly LoggedAnswer[]): Promise<AnswerRow[]> {
  const viewer = await viewerOf(tx, caller, logged)
  const names = await usersOf(tx).names(logged.map(({ askerId }) => askerId))
  const questions = await plainQuestions(
    tx,
    logged.map(({ question }) => question),
  )
  return logged.map((answer, at) => {
    const isMasked = viewer.isMasked(answer)
    const text = questions[at] ?? ''
    return {
      id: answer.answerId,
      askedAt: iso(answer.createdAtMs),
      asker: personNamed(names, answer.askerId),
      surface: answer.surface,
      state: answer.state,
      reason: answer.reason,
      // a workspace may have chosen not to keep what is asked
      question: isMasked || text === '' ? null : text,
      isMasked,
      citations: answer.citations,
      confidence: answer.confidence,
      model: answer.model,
      costUsd: answer.costMicroUsd === null ? null : Number(answer.costMicroUsd) / MICROS,
      totalMs: answer.totalMs,
      good: answer.good,
      bad: answer.bad,
      revisedAt: isoOrNull(answer.revisedAtMs),
    }
  })
}
