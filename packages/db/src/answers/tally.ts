import { sql } from 'drizzle-orm'
import { queriesOf, type TenantTx } from '../tenant.ts'

/** How many questions were asked since a moment, and how many of them got an answer, also one that was withdrawn later. */
export async function tallyAnswers(tx: TenantTx, sinceMs: number): Promise<{ questions: number; answered: number }> {
  const [row] = await queriesOf(tx).execute<{ questions: number; answered: number }>(sql`
    select count(*)::int as questions, (count(*) filter (where exists (
      select 1 from answers a where a.team_id = q.team_id and a.question_id = q.question_id and a.state in ('answered', 'retracted'))))::int as answered
    from questions q where q.created_at >= ${new Date(sinceMs).toISOString()}::timestamptz`)
  return row ?? { questions: 0, answered: 0 }
}
