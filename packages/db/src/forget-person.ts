import type { ErasedSpan } from '@backscroll/core'
import { type SQL, sql } from 'drizzle-orm'
import { askedInSpan } from './erased-spans.ts'
import { queriesOf, type TenantTx } from './tenant.ts'

/**
 * Forgets what a person has asked with all its answers, what they said of answers of others, and which ones they kept. A cluster that was named with their words is
 * named with those of another question in it, or goes with the last one.
 */
export async function forgetPerson(tx: TenantTx, userId: string): Promise<{ questions: number; feedback: number; saved: number }> {
  const said = await queriesOf(tx).execute(sql`delete from feedback where user_id = ${userId} returning answer_id`)
  const kept = await queriesOf(tx).execute(sql`delete from saved_answers where user_id = ${userId} returning answer_id`)
  return { questions: await forgetQuestions(tx, sql`q.asker_id = ${userId}`), feedback: said.length, saved: kept.length }
}

/** Forgets one question with all its answers, clusters as above. @returns false when it was not there. */
export const forgetQuestion = async (tx: TenantTx, questionId: string): Promise<boolean> =>
  (await forgetQuestions(tx, sql`q.question_id = ${questionId}`)) > 0

/** Forgets what was asked in a channel with all its answers, clusters as above. @returns how many questions. */
export const forgetAskedIn = (tx: TenantTx, channelId: string): Promise<number> => forgetQuestions(tx, sql`q.channel_id = ${channelId}`)

/** Forgets what was asked in a span with all its answers, clusters as above. @returns how many questions. */
export const forgetAskedInSpan = (tx: TenantTx, span: ErasedSpan): Promise<number> => forgetQuestions(tx, askedInSpan(span))

async function forgetQuestions(tx: TenantTx, which: SQL): Promise<number> {
  const queries = queriesOf(tx)
  const clusters = await queries.execute<{ id: string; label: string }>(sql`
    select c.cluster_id as id, c.label from question_clusters c
    where exists (select 1 from questions q where q.team_id = c.team_id and q.cluster_id = c.cluster_id and ${which})`)
  const asked = await queries.execute<{ text: string }>(sql`delete from questions q where ${which} returning text`)
  const own = new Set(asked.map(({ text }) => text))
  for (const { id, label } of clusters) {
    const [left] = await queries.execute<{ text: string }>(sql`
      select text from questions where cluster_id = ${id} and text <> '' order by created_at limit 1`)
    if (!left) await queries.execute(sql`delete from question_clusters where cluster_id = ${id}`)
    else if (own.has(label)) await queries.execute(sql`update question_clusters set label = ${left.text} where cluster_id = ${id}`)
  }
  return asked.length
}
