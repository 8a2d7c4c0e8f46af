import type { Asked, AskRequest } from '@backscroll/contracts'
import { NotFoundError } from '@backscroll/core'
import { type Answer, answersOf, questionsOf } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import type { Caller } from '../../access/caller.ts'
import { coverageText } from '../../log/coverage-text.ts'
import { shownCitations } from '../../log/shown-citations.ts'
import { plainQuestions, viewerOf } from '../../log/viewer.ts'
import { answerHere } from './answer-here.ts'
import { takeQuestion } from './take-question.ts'

/**
 * Answers the caller while they wait, from what they may read, as in Slack and with the same row in the log; nothing of it is shown in Slack.
 * @throws ForbiddenError when an admin has switched it off, ConflictError when the workspace does not answer now, NotFoundError.
 */
export async function askHere(ctx: Context, caller: Caller, request: AskRequest): Promise<Asked> {
  const startedMs = ctx.clock.nowMs()
  const question = await takeQuestion(ctx, caller, request)
  const { questionId, surface } = question
  const answerId = await answerHere(ctx, { teamId: caller.teamId, question, startedMs, maxSources: request.maxSources })
  return ctx.db.withTenant(caller.teamId, async (tx) => {
    const answer = await answersOf(tx).get(answerId)
    if (!answer) throw new NotFoundError('The answer is not there any more.')
    const { visible } = await viewerOf(tx, caller, [])
    const isSaid = answer.state === 'answered'
    const statements = isSaid ? (answer.statements ?? []) : []
    const tookMs = ctx.clock.nowMs() - startedMs
    ctx.telemetry.questionAnswered({ teamId: caller.teamId, questionId, surface, verdict: answer.state, totalMs: tookMs })
    return {
      answerId,
      question: request.question,
      standalone: (await questionsOf(tx).get(questionId))?.standaloneText ?? null,
      state: answer.state,
      notice: isSaid ? null : await noticeOf(tx, answer),
      text: isSaid ? statements.map(({ text }) => text).join('\n') : null,
      statements,
      sources: await shownCitations(tx, answer, { visible }),
      confidence: answer.confidence,
      coverage: coverageText(answer.coverage) ?? 'Nothing was searched.',
      strategy: answer.strategy,
      model: answer.model,
      tookMs,
    }
  })
}

/** What is shown in Slack instead of an answer, in plain text. */
const noticeOf = async (tx: Parameters<typeof plainQuestions>[0], { text }: Answer): Promise<string | null> =>
  text === null ? null : ((await plainQuestions(tx, [text]))[0] ?? null)
