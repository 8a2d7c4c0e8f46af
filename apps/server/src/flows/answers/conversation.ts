import type { Turn } from '@backscroll/core'
import { type AskedAnswer, answersOf, type Question, questionsOf, type TenantTx } from '@backscroll/db'

/** What was asked and answered before in the thread of a question, oldest first; of what was withdrawn only the question. */
export async function conversationBefore(tx: TenantTx, question: Question): Promise<Turn[]> {
  const before = await earlierIn(tx, question)
  return before.toReversed().map(({ question: { text, standaloneText }, answer: { state, statements } }) => ({
    question: standaloneText ?? text,
    answer: state === 'answered' ? (statements ?? []).map((statement) => statement.text).join(' ') : '',
  }))
}

/** As many turns as a follow-up is understood from. */
const TURNS = 6

/** Newest first. Outside of Slack there are no threads: there a question follows the one it names, and that one its own. */
async function earlierIn(tx: TenantTx, question: Question): Promise<AskedAnswer[]> {
  const { questionId, channelId, threadTs, createdAtMs, surface } = question
  if (surface === 'dashboard' || surface === 'api') return followed(tx, question)
  if (threadTs === null) return []
  const all = await answersOf(tx).inThread(channelId, threadTs)
  return all.filter(({ question }) => question.questionId !== questionId && question.createdAtMs <= createdAtMs && question.text !== '')
}

/** The chain of questions before this one, of the same person. */
async function followed(tx: TenantTx, { parentId, askerId }: Question): Promise<AskedAnswer[]> {
  const turns: AskedAnswer[] = []
  for (let id = parentId; id !== null && turns.length < TURNS; ) {
    const question = await questionsOf(tx).get(id)
    const answer = question && (await answersOf(tx).latestFor(id))
    if (!question || !answer || question.askerId !== askerId || question.text === '') break
    turns.push({ question, answer })
    id = question.parentId
  }
  return turns
}
