import { asc, desc, eq, inArray } from 'drizzle-orm'
import { answerSources, answers } from './schema/index.ts'
import { storableJson, storableOrNull } from './storable.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** A message behind an answer. `role` says how far it came: retrieved, read or cited. */
export interface AnswerSource {
  ordinal: number
  channelId: string
  ts: string
  version: bigint
  quoteHash: string | null
  role: string
  score: number | null
}

/** An answer to be stored; `answerId` is a uuid. `coverage` and `timings` are plain JSON. */
export interface NewAnswer {
  answerId: string
  questionId: string
  state: 'pending' | 'answered' | 'nothing_found' | 'failed'
  reason: string | null
  text: string | null
  confidence: number | null
  coverage: unknown
  strategy: string | null
  timings: unknown
  postedChannelId: string | null
  postedTs: string | null
  ephemeral: boolean
  sources: readonly AnswerSource[]
}

/** A stored answer with its sources by ordinal. */
export interface Answer extends NewAnswer {
  createdAtMs: number
}

const newestFirst = [desc(answers.createdAt), desc(answers.answerId)]

/** What was answered, and from what. */
export const answersOf = (tx: TenantTx) => ({
  /** Stores an answer or brings it to a later state; the sources given replace those before. */
  async save(answer: NewAnswer): Promise<void> {
    const { answerId, sources, ...rest } = answer
    const set = {
      ...rest,
      reason: storableOrNull(rest.reason),
      text: storableOrNull(rest.text),
      coverage: storableJson(rest.coverage),
      timings: storableJson(rest.timings),
    }
    const queries = queriesOf(tx)
    await queries
      .insert(answers)
      .values({ ...set, answerId, teamId: currentTeam })
      .onConflictDoUpdate({ target: [answers.teamId, answers.answerId], set })
    await queries.delete(answerSources).where(eq(answerSources.answerId, answerId))
    if (sources.length > 0) {
      await queries.insert(answerSources).values(sources.map((source) => ({ ...source, answerId, teamId: currentTeam })))
    }
  },

  /** The newest answer to a question. */
  async latestFor(questionId: string): Promise<Answer | null> {
    const rows = await queriesOf(tx)
      .select()
      .from(answers)
      .where(eq(answers.questionId, questionId))
      .orderBy(...newestFirst)
      .limit(1)
    return (await withSources(tx, rows))[0] ?? null
  },

  /** Timestamps of the answers that were posted in a channel. */
  async postedIn(channelId: string): Promise<Set<string>> {
    const rows = await queriesOf(tx).select({ ts: answers.postedTs }).from(answers).where(eq(answers.postedChannelId, channelId))
    return new Set(rows.flatMap((row) => row.ts ?? []))
  },

  /** Newest first. */
  async recent(limit: number): Promise<Answer[]> {
    const rows = await queriesOf(tx)
      .select()
      .from(answers)
      .orderBy(...newestFirst)
      .limit(limit)
    return withSources(tx, rows)
  },
})

async function withSources(tx: TenantTx, rows: (typeof answers.$inferSelect)[]): Promise<Answer[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.answerId)
  const sources = await queriesOf(tx)
    .select()
    .from(answerSources)
    .where(inArray(answerSources.answerId, ids))
    .orderBy(asc(answerSources.ordinal))
  return rows.map((row) => toAnswer(row, sources))
}

function toAnswer(row: typeof answers.$inferSelect, sources: readonly (typeof answerSources.$inferSelect)[]): Answer {
  const { teamId: _, createdAt, ...answer } = row
  const own = sources.filter((source) => source.answerId === row.answerId)
  return {
    ...answer,
    createdAtMs: createdAt,
    sources: own.map(({ ordinal, channelId, ts, version, quoteHash, role, score }) => ({
      ordinal,
      channelId,
      ts,
      version,
      quoteHash,
      role,
      score,
    })),
  }
}
