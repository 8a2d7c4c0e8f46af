import { eq, sql } from 'drizzle-orm'
import { questions } from './schema/index.ts'
import { storable } from './storable.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** A question to be stored. `questionId` is a uuid; `dedupeKey` is equal for two deliveries of the same question. */
export interface NewQuestion {
  questionId: string
  askerId: string
  surface: string
  channelId: string
  threadTs: string | null
  text: string
  dedupeKey: string
  responseUrl?: string | null
}

/** A stored question. */
export interface Question extends Required<NewQuestion> {
  createdAtMs: number
}

/** What people have asked. */
export const questionsOf = (tx: TenantTx) => ({
  /** @returns false when the dedupe key is known: the question has been taken already. */
  async add(question: NewQuestion): Promise<boolean> {
    const added = await queriesOf(tx)
      .insert(questions)
      .values({ ...question, teamId: currentTeam, text: storable(question.text) })
      .onConflictDoNothing()
      .returning({ id: questions.questionId })
    return added.length > 0
  },

  /** The address is good for thirty minutes and for five uses: it is not kept after the answer. */
  async forgetResponseUrl(questionId: string): Promise<void> {
    await queriesOf(tx).update(questions).set({ responseUrl: null }).where(eq(questions.questionId, questionId))
  },

  async get(questionId: string): Promise<Question | null> {
    const [row] = await queriesOf(tx).select().from(questions).where(eq(questions.questionId, questionId))
    if (!row) return null
    const { teamId: _, createdAt, ...rest } = row
    return { ...rest, createdAtMs: createdAt }
  },

  /** How many questions were asked in each channel since a moment; channels without any are missing. */
  async askedPerChannel(sinceMs: number): Promise<Map<string, number>> {
    const rows = await queriesOf(tx).execute<{ channelId: string; count: number }>(sql`
      select channel_id as "channelId", count(*)::int as count from questions
      where created_at > ${new Date(sinceMs).toISOString()}::timestamptz group by channel_id`)
    return new Map(rows.map((row) => [row.channelId, row.count]))
  },
})
