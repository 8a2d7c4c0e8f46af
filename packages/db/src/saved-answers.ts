import { and, eq, inArray } from 'drizzle-orm'
import { answers, savedAnswers } from './schema/index.ts'
import { storableOrNull } from './storable.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** An answer that somebody keeps. `note` is that person's own words, untrusted. */
export interface SavedAnswer {
  answerId: string
  note: string | null
  savedAtMs: number
}

/** Answers that people keep for themselves: nobody sees those of another. */
export const savedAnswersOf = (tx: TenantTx) => ({
  /** Keeps an answer, or changes the note of a kept one, which stays where it was. @returns false when there is no such answer. */
  async put(userId: string, { answerId, note, savedAtMs }: SavedAnswer): Promise<boolean> {
    const queries = queriesOf(tx)
    const [known] = await queries.select({ id: answers.answerId }).from(answers).where(eq(answers.answerId, answerId)).for('key share')
    if (!known) return false
    const set = { note: storableOrNull(note) }
    await queries
      .insert(savedAnswers)
      .values({ teamId: currentTeam, answerId, userId, savedAt: savedAtMs, ...set })
      .onConflictDoUpdate({ target: [savedAnswers.teamId, savedAnswers.answerId, savedAnswers.userId], set })
    return true
  },

  /** @returns whether it was kept. */
  async remove(userId: string, answerId: string): Promise<boolean> {
    const gone = await queriesOf(tx)
      .delete(savedAnswers)
      .where(and(eq(savedAnswers.answerId, answerId), eq(savedAnswers.userId, userId)))
      .returning({ id: savedAnswers.answerId })
    return gone.length > 0
  },

  /** Which of these answers somebody keeps, by their id. */
  async among(userId: string, answerIds: readonly string[]): Promise<Map<string, SavedAnswer>> {
    if (answerIds.length === 0) return new Map()
    const rows = await queriesOf(tx)
      .select()
      .from(savedAnswers)
      .where(and(eq(savedAnswers.userId, userId), inArray(savedAnswers.answerId, [...new Set(answerIds)])))
    return new Map(rows.map(({ answerId, note, savedAt }) => [answerId, { answerId, note, savedAtMs: savedAt }]))
  },
})
