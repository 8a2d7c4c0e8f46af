import type { Turn } from '@backscroll/core'
import { type AskedAnswer, answersOf, type Question, type TenantTx } from '@backscroll/db'

/** What was asked and answered before in the thread of a question, oldest first; of what was withdrawn only the question. */
export async function conversationBefore(tx: TenantTx, question: Question): Promise<Turn[]> {
  const before = await earlierIn(tx, question)
  return before.toReversed().map(({ question: { text, standaloneText }, answer: { state, statements } }) => ({
    question: standaloneText ?? text,
    answer: state === 'answered' ? (statements ?? []).map((statement) => statement.text).join(' ') : '',
  }))
}

/** Newest first. A repeated question follows its own parent, in whatever place it is asked. */
async function earlierIn(tx: TenantTx, { questionId, channelId, threadTs, createdAtMs }: Question): Promise<AskedAnswer[]> {
  if (threadTs === null) return []
  const all = await answersOf(tx).inThread(channelId, threadTs)
  return all.filter(({ question }) => question.questionId !== questionId && question.createdAtMs <= createdAtMs && question.text !== '')
}
