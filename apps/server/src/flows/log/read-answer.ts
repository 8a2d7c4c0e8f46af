import { type AnswerDetail, isAtLeast } from '@backscroll/contracts'
import { NotFoundError } from '@backscroll/core'
import {
  type Answer,
  answersOf,
  feedbackOf,
  type LoggedAnswer,
  llmCallsOf,
  type Question,
  questionsOf,
  type TenantTx,
  usersOf,
} from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { iso } from '../access/iso.ts'
import { personNamed } from '../access/person-named.ts'
import { answerRows } from './answer-rows.ts'
import { coverageText } from './coverage-text.ts'
import { numberIn } from './number-in.ts'
import { shownCitations } from './shown-citations.ts'
import { traceOf } from './trace-of.ts'
import { plainQuestions, viewerOf } from './viewer.ts'

const MICROS = 1_000_000

/** One answer with its trace: the caller's own, or for analysts any. @throws NotFoundError */
export const readAnswer = (ctx: Context, caller: Caller, answerId: string): Promise<AnswerDetail> =>
  ctx.db.withTenant(caller.teamId, (tx) => detailOf(tx, caller, answerId))

const NO_ANSWER = 'There is no such answer.'

/** An answer that the caller may look at. @throws NotFoundError */
export async function findLogged(tx: TenantTx, caller: Caller, answerId: string): Promise<{ answer: Answer; question: Question }> {
  const answer = await answersOf(tx).get(answerId)
  const question = answer && (await questionsOf(tx).get(answer.questionId))
  if (!answer || !question) throw new NotFoundError(NO_ANSWER)
  if (question.askerId !== caller.userId && !isAtLeast(caller.role, 'analyst')) throw new NotFoundError(NO_ANSWER)
  return { answer, question }
}

async function detailOf(tx: TenantTx, caller: Caller, answerId: string): Promise<AnswerDetail> {
  const { answer, question } = await findLogged(tx, caller, answerId)
  const viewer = await viewerOf(tx, caller, [question])
  const said = (await feedbackOf(tx).forAnswers([answerId])).get(answerId) ?? []
  const [row] = await answerRows(tx, caller, [loggedAs(answer, question, said)])
  if (!row) throw new NotFoundError(NO_ANSWER)
  const names = await usersOf(tx).names(said.map(({ userId }) => userId))
  const calls = await llmCallsOf(tx).forRefs([question.questionId, answerId])
  const statements = row.isMasked ? [] : (answer.statements ?? [])
  return {
    ...row,
    text: row.isMasked ? null : await textOf(tx, answer),
    statements,
    sources: await shownCitations(tx, answer, viewer),
    feedback: said.map(({ userId, verdict, reason, comment, atMs }) => ({
      by: personNamed(names, userId),
      verdict,
      reason,
      // it may quote what the viewer may not read
      comment: row.isMasked ? null : comment,
      at: iso(atMs),
    })),
    trace: traceOf(answer, question, calls),
    calls: calls.map(({ costMicroUsd, ...call }) => ({ ...call, costUsd: Number(costMicroUsd) / MICROS })),
    confidenceParts: partsOf(answer.confidenceParts),
    coverage: coverageText(answer.coverage),
    traceId: answer.traceId,
  }
}

/** What stands in Slack besides the statements is in its own notation. */
async function textOf(tx: TenantTx, { statements, text }: Answer): Promise<string | null> {
  if (statements && statements.length > 0) return statements.map((statement) => statement.text).join('\n')
  return text === null ? null : ((await plainQuestions(tx, [text]))[0] ?? null)
}

function loggedAs(answer: Answer, question: Question, said: readonly { verdict: 'good' | 'bad' }[]): LoggedAnswer {
  const { answerId, questionId, createdAtMs, state, reason, confidence, strategy, model, costMicroUsd, staleSinceMs, revisedAtMs } = answer
  return {
    answerId,
    questionId,
    createdAtMs,
    state,
    reason,
    confidence,
    strategy,
    model,
    costMicroUsd,
    staleSinceMs,
    revisedAtMs,
    question: question.text,
    surface: question.surface,
    audience: question.audience,
    askerId: question.askerId,
    channelId: question.channelId,
    filters: question.filters,
    citations: answer.sources.filter(({ role, removedAtMs }) => role === 'cited' && removedAtMs === null).length,
    sourceChannels: [...new Set(answer.sources.map(({ channelId }) => channelId))],
    good: said.filter(({ verdict }) => verdict === 'good').length,
    bad: said.filter(({ verdict }) => verdict === 'bad').length,
    totalMs: numberIn(answer.timings, 'totalMs'),
    place: { micros: String(createdAtMs * 1_000), answerId },
  }
}

const partsOf = (parts: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.keys((parts as object | null) ?? {}).flatMap((name) => {
      const value = numberIn(parts, name)
      return value === null ? [] : [[name, value]]
    }),
  )
