import type { AnswerDetail } from '@backscroll/contracts'
import type { Answer, Question } from '@backscroll/db'
import { numberIn } from './number-in.ts'

type Step = AnswerDetail['trace'][number]

/** From the question to the post: what each step took and came to. What was not measured is null. */
export function traceOf(
  answer: Answer,
  question: Pick<Question, 'audience'>,
  calls: readonly { purpose: string; cached: boolean }[],
): Step[] {
  const timings = (answer.timings ?? {}) as Record<string, number | undefined>
  const { searchMs = null, answerMs = null, firstTextMs = null, totalMs = null } = timings
  const by = (role: string) => answer.sources.filter((source) => source.role === role).length
  const told = searchMs !== null && answerMs !== null && totalMs !== null ? Math.max(0, totalMs - searchMs - answerMs) : null
  const reranks = calls.filter(({ purpose }) => purpose === 'rerank').length
  const channels = numberIn(answer.coverage, 'channels')
  const readers = question.audience === 'channel' ? 'everybody there may read' : 'the asker may read'
  return [
    {
      step: 'rights',
      ms: null,
      detail: channels === null ? 'not looked at' : `${channels} ${channels === 1 ? 'channel' : 'channels'} that ${readers}`,
    },
    { step: 'search', ms: searchMs, detail: `${answer.sources.length} messages by ${answer.strategy ?? 'no search'}` },
    { step: 'rerank', ms: null, detail: reranks === 0 ? 'not asked for' : `${reranks} ${reranks === 1 ? 'call' : 'calls'}` },
    {
      step: 'write',
      ms: answerMs,
      detail: `${answer.model ?? 'no model'}${firstTextMs === null ? '' : `, first text after ${Math.round(firstTextMs)} ms`}`,
    },
    { step: 'cite', ms: null, detail: `${by('cited')} cited, ${by('read')} read, ${by('retrieved')} only found` },
    { step: 'show', ms: told, detail: `${answer.state}${answer.reason === null ? '' : `: ${answer.reason}`}` },
  ]
}
