import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { answers, feedback } from './schema/index.ts'
import { storableOrNull } from './storable.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** What a person says of an answer. `reason` is a code, `comment` the person's own words, untrusted. */
export interface Feedback {
  answerId: string
  userId: string
  verdict: 'good' | 'bad'
  reason: string | null
  comment: string | null
  atMs: number
}

/** What people say of answers: one word per person and answer, the last one. */
export const feedbackOf = (tx: TenantTx) => ({
  /** Replaces what the person said before, reason and comment too. @returns false when there is no such answer. */
  async put(said: Feedback): Promise<boolean> {
    const { answerId, userId, verdict, reason, comment, atMs } = said
    const queries = queriesOf(tx)
    const [known] = await queries.select({ id: answers.answerId }).from(answers).where(eq(answers.answerId, answerId)).for('key share')
    if (!known) return false
    const set = { verdict, reason: storableOrNull(reason), comment: storableOrNull(comment), createdAt: atMs }
    await queries
      .insert(feedback)
      .values({ teamId: currentTeam, answerId, userId, ...set })
      .onConflictDoUpdate({ target: [feedback.teamId, feedback.answerId, feedback.userId], set })
    return true
  },

  /** @returns whether there was anything to take back. */
  async withdraw(answerId: string, userId: string): Promise<boolean> {
    const gone = await queriesOf(tx)
      .delete(feedback)
      .where(and(eq(feedback.answerId, answerId), eq(feedback.userId, userId)))
      .returning({ id: feedback.answerId })
    return gone.length > 0
  },

  /** What was said of these answers, oldest first; answers without a word are missing. */
  async forAnswers(answerIds: readonly string[]): Promise<Map<string, Feedback[]>> {
    if (answerIds.length === 0) return new Map()
    const rows = await queriesOf(tx)
      .select()
      .from(feedback)
      .where(inArray(feedback.answerId, [...new Set(answerIds)]))
      .orderBy(asc(feedback.createdAt), asc(feedback.userId))
    const said = rows.map(({ teamId: _team, createdAt, ...rest }) => ({ ...rest, atMs: createdAt }))
    return Map.groupBy(said, ({ answerId }) => answerId)
  },

  /** How many people have found answers good and bad since a moment. */
  async countSince(sinceMs: number): Promise<{ good: number; bad: number }> {
    const [row] = await queriesOf(tx)
      .select({
        good: sql<number>`(count(*) filter (where ${feedback.verdict} = 'good'))::int`,
        bad: sql<number>`(count(*) filter (where ${feedback.verdict} = 'bad'))::int`,
      })
      .from(feedback)
      .where(sql`${feedback.createdAt} >= ${new Date(sinceMs).toISOString()}::timestamptz`)
    return row ?? { good: 0, bad: 0 }
  },
})
