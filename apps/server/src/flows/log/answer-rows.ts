import type { AnswerRow } from '@backscroll/contracts'
import { type LoggedAnswer, savedAnswersOf, type TenantTx, usersOf } from '@backscroll/db'
import type { Caller } from '../access/caller.ts'
import { iso, isoOrNull } from '../access/iso.ts'
import { personNamed } from '../access/person-named.ts'
import { askedFilters } from './asked-filters.ts'
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
  const kept = await savedAnswersOf(tx).among(
    caller.userId,
    logged.map(({ answerId }) => answerId),
  )
  const filters = await askedFilters(tx, logged, viewer)
  return logged.map((answer, at) => {
    const isMasked = viewer.isMasked(answer)
    const text = questions[at] ?? ''
    const saved = kept.get(answer.answerId)
    return {
      id: answer.answerId,
      questionId: answer.questionId,
      askedAt: iso(answer.createdAtMs),
      asker: personNamed(names, answer.askerId),
      surface: answer.surface,
      state: answer.state,
      reason: answer.reason,
      // a workspace may have chosen not to keep what is asked
      question: isMasked || text === '' ? null : text,
      isMasked,
      filters: isMasked ? null : (filters[at] ?? null),
      citations: answer.citations,
      confidence: answer.confidence,
      model: answer.model,
      costUsd: answer.costMicroUsd === null ? null : Number(answer.costMicroUsd) / MICROS,
      totalMs: answer.totalMs,
      good: answer.good,
      bad: answer.bad,
      revisedAt: isoOrNull(answer.revisedAtMs),
      saved: saved ? { note: saved.note, at: iso(saved.savedAtMs) } : null,
    }
  })
}
