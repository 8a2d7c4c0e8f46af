import { type Answer, answersOf, type Question, questionsOf, type TenantTx } from '@backscroll/db'
import { z } from 'zod'

/** A question with its newest answer; null while there is none. */
export interface Asked {
  question: Question
  answer: Answer | null
}

/** Looks up what a control belongs to: its value is the id of an answer or of a question, and comes from a request. */
export async function findAsked(tx: TenantTx, id: string): Promise<Asked | null> {
  if (!z.uuid().safeParse(id).success) return null
  const answer = await answersOf(tx).get(id)
  const question = await questionsOf(tx).get(answer?.questionId ?? id)
  return question && { question, answer: answer ?? (await answersOf(tx).latestFor(question.questionId)) }
}

/** Whether others than the asker have the answer before their eyes: only then do their presses mean anything. */
export const isShownTo = ({ question, answer }: Asked, userId: string): boolean =>
  question.askerId === userId || question.audience === 'channel' || (answer !== null && answer.sharedAtMs !== null)
