import type { TelemetryParts } from './parts.ts'

/** The steps of an answer that a trace shows. */
type AnswerStep = 'understand' | 'search' | 'write' | 'check' | 'post'

/** What happens to questions, from the question to the post. */
export const answerEvents = ({ log, clock, metrics, tracing }: TelemetryParts) => ({
  /** A question was stored. Its id is the correlation id of all that follows, and its trace id. */
  questionAccepted({ questionId, teamId, surface }: { questionId: string; teamId: string; surface: string }): void {
    const nowMs = clock.nowMs()
    metrics.count('backscroll_questions_total', { surface })
    tracing.whole(questionId, { name: 'question accepted', startMs: nowMs, endMs: nowMs, attributes: { 'backscroll.surface': surface } })
    log.info({ correlationId: questionId, teamId, questionId, surface }, 'question accepted')
  },

  /** A question ended with something to say, in Slack or not. @param answer.verdict state of the stored answer. */
  questionAnswered(answer: { teamId: string; questionId: string; surface: string; verdict: string; totalMs: number }): void {
    const { teamId, questionId, surface, verdict, totalMs } = answer
    metrics.count('rag_answers_total', { verdict })
    metrics.observe('backscroll_answer_duration_seconds', { surface }, totalMs / 1_000)
    tracing.mark(`verdict ${verdict}`)
    log.info({ teamId, questionId, state: verdict, totalMs }, 'question answered')
  },

  /** Statements or citations of a model did not hold and were dropped. */
  citationsDropped({ reason, count }: { reason: string; count: number }): void {
    if (count > 0) metrics.count('rag_citation_failures_total', { reason }, count)
  },

  /** Runs a step of an answer, as a span. */
  answerStep: <T>(step: AnswerStep, work: () => Promise<T>): Promise<T> => tracing.step(`answer ${step}`, {}, work),

  /** A search has ranked its passages. @param search.searched what was searched, in the word of `Searched`. */
  searched({ searched, tookMs, hits }: { searched: string; tookMs: number; hits: number }): void {
    const endMs = clock.nowMs()
    metrics.observe('backscroll_search_duration_seconds', { searched }, tookMs / 1_000)
    const attributes = { 'gen_ai.operation.name': 'retrieval', 'rag.searched': searched, 'rag.hits': hits }
    tracing.past({ name: 'retrieval', startMs: endMs - tookMs, endMs, attributes })
    log.debug({ searched, tookMs, hits }, 'searched')
  },
})
