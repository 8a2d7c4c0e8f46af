import { type SQL, sql } from 'drizzle-orm'
import { queriesOf, type TenantTx } from './tenant.ts'

/** A question that got no good answer. `text` is untrusted. */
export interface UnansweredQuestion {
  questionId: string
  askerId: string
  channelId: string
  /** Understandable by itself. */
  text: string
  clusterId: string | null
  /** Somebody said that the answer is bad. */
  isDisliked: boolean
  createdAtMs: number
}

/** The answer `a` says nothing. In the words of the index `answers_without_answer`, so that it serves. */
export const saysNothing: SQL = sql`(a.state in ('nothing_found', 'not_confident') or (a.state = 'failed' and a.reason = 'no_evidence'))`

/** Somebody said so of the answer `a`. */
export const hasVerdict = (verdict: 'good' | 'bad'): SQL => sql`exists (
  select 1 from feedback f where f.team_id = a.team_id and f.answer_id = a.answer_id and f.verdict = ${verdict})`

/** Questions since a moment whose newest answer says nothing or is disliked, newest first; those whose text is not kept are left out. */
export async function unansweredQuestions(
  tx: TenantTx,
  { sinceMs, limit }: { sinceMs: number; limit: number },
): Promise<UnansweredQuestion[]> {
  const rows = await queriesOf(tx).execute<Omit<UnansweredQuestion, 'createdAtMs'> & { createdAtMs: string }>(sql`
    select q.question_id as "questionId", q.asker_id as "askerId", q.channel_id as "channelId",
      coalesce(q.standalone_text, q.text) as text, q.cluster_id as "clusterId", a.is_disliked as "isDisliked",
      floor(extract(epoch from q.created_at) * 1000)::bigint as "createdAtMs"
    from questions q cross join lateral (
      select a.state, a.reason, ${hasVerdict('bad')} as is_disliked from answers a
      where a.team_id = q.team_id and a.question_id = q.question_id order by a.created_at desc, a.answer_id desc limit 1) a
    where q.created_at >= ${new Date(sinceMs).toISOString()}::timestamptz and q.text <> '' and (${saysNothing} or a.is_disliked)
    order by q.created_at desc, q.question_id desc limit ${limit}`)
  return rows.map((row) => ({ ...row, createdAtMs: Number(row.createdAtMs) }))
}
