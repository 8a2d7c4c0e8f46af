import { and, desc, eq, inArray, ne } from 'drizzle-orm'
import { type Question, toQuestion } from '../questions.ts'
import { answerPosts, answers, questions } from '../schema/index.ts'
import { queriesOf, type TenantTx } from '../tenant.ts'
import { type Answer, withSources } from './answer.ts'

/** A question with an answer to it. */
export interface AskedAnswer {
  question: Question
  answer: Answer
}

const ofTheQuestion = and(eq(answers.teamId, questions.teamId), eq(answers.questionId, questions.questionId))
const newestFirst = [desc(answers.createdAt), desc(answers.answerId)]

/** What was asked and answered in a thread, or under an answer that was posted to start one; newest first, without what is still worked on. */
export async function answersInThread(tx: TenantTx, channelId: string, threadTs: string, limit: number): Promise<AskedAnswer[]> {
  const queries = queriesOf(tx)
  const posted = queries
    .select({ id: answerPosts.answerId })
    .from(answerPosts)
    .where(and(eq(answerPosts.channelId, channelId), eq(answerPosts.ts, threadTs)))
  const asked = queries
    .select({ id: answers.answerId })
    .from(answers)
    .innerJoin(questions, ofTheQuestion)
    .where(and(eq(questions.channelId, channelId), eq(questions.threadTs, threadTs)))
  const rows = await queries
    .select({ question: questions, answer: answers })
    .from(answers)
    .innerJoin(questions, ofTheQuestion)
    .where(and(inArray(answers.answerId, posted.unionAll(asked)), ne(answers.state, 'pending')))
    .orderBy(...newestFirst)
    .limit(limit)
  return joined(tx, rows)
}

/** A person's own questions, newest first, each with its newest answer; without those that have none. */
export async function recentAnswersFor(tx: TenantTx, userId: string, limit: number): Promise<AskedAnswer[]> {
  const queries = queriesOf(tx)
  const newest = queries
    .select()
    .from(answers)
    .where(ofTheQuestion)
    .orderBy(...newestFirst)
    .limit(1)
    .as('newest')
  const rows = await queries
    .select({ question: questions, answerId: newest.answerId })
    .from(questions)
    .innerJoinLateral(newest, eq(newest.teamId, questions.teamId))
    .where(eq(questions.askerId, userId))
    .orderBy(desc(questions.createdAt), desc(questions.questionId))
    .limit(limit)
  if (rows.length === 0) return []
  const found = await queries
    .select()
    .from(answers)
    .where(
      inArray(
        answers.answerId,
        rows.map((row) => row.answerId),
      ),
    )
  const byId = new Map(found.map((answer) => [answer.answerId, answer]))
  return joined(
    tx,
    rows.flatMap(({ question, answerId }) => {
      const answer = byId.get(answerId)
      return answer ? [{ question, answer }] : []
    }),
  )
}

async function joined(
  tx: TenantTx,
  rows: readonly { question: typeof questions.$inferSelect; answer: typeof answers.$inferSelect }[],
): Promise<AskedAnswer[]> {
  const full = await withSources(
    tx,
    rows.map(({ answer }) => answer),
  )
  return rows.flatMap(({ question }, at) => {
    const answer = full[at]
    return answer ? [{ question: toQuestion(question), answer }] : []
  })
}
