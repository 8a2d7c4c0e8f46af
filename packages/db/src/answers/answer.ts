import { asc, inArray } from 'drizzle-orm'
import { answerSources, type answers } from '../schema/index.ts'
import { queriesOf, type TenantTx } from '../tenant.ts'

/** A message behind an answer. `role` says how far it came: retrieved, read or cited. */
export interface AnswerSource {
  ordinal: number
  channelId: string
  ts: string
  version: bigint
  quoteHash: string | null
  role: string
  score: number | null
  /** How it was found, plain JSON; absent where it was not searched for. */
  ranking?: unknown
}

/** A checked sentence of an answer with the ordinals of the sources that carry it. */
export interface AnswerStatement {
  text: string
  ordinals: number[]
}

/** Where an answer stands. `answered` and `not_confident` are live: people see them, and they follow their sources. */
export type AnswerState = (typeof answers.$inferSelect)['state']

/** An answer to be stored; `answerId` is a uuid. `coverage`, `timings`, `confidenceParts` are plain JSON. What is left out stays as it is stored. */
export interface NewAnswer {
  answerId: string
  questionId: string
  state: AnswerState
  reason: string | null
  text: string | null
  statements?: AnswerStatement[] | null
  confidence: number | null
  confidenceParts?: unknown
  coverage: unknown
  strategy: string | null
  model?: string | null
  promptVersion?: string | null
  /** Millionths of a US dollar. */
  costMicroUsd?: bigint | null
  /** 1 for the first answer to a question. */
  attempt?: number
  traceId?: string | null
  timings: unknown
  postedChannelId: string | null
  postedTs: string | null
  ephemeral: boolean
  sources: readonly AnswerSource[]
}

/** A source that is stored; `removedAtMs` is when it stopped to carry the answer. */
export interface StoredSource extends AnswerSource {
  removedAtMs: number | null
}

/** A stored answer with its sources by ordinal. */
export interface Answer extends Required<Omit<NewAnswer, 'sources'>> {
  sources: StoredSource[]
  sharedBy: string | null
  sharedAtMs: number | null
  sharedChannelId: string | null
  /** A source has changed since the answer was last looked at. */
  staleSinceMs: number | null
  revisedAtMs: number | null
  createdAtMs: number
}

/** Answers as the program sees them, in the order of the rows. */
export async function withSources(tx: TenantTx, rows: readonly (typeof answers.$inferSelect)[]): Promise<Answer[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.answerId)
  const sources = await queriesOf(tx)
    .select()
    .from(answerSources)
    .where(inArray(answerSources.answerId, ids))
    .orderBy(asc(answerSources.ordinal))
  const byAnswer = Map.groupBy(sources, (source) => source.answerId)
  return rows.map((row) => toAnswer(row, byAnswer.get(row.answerId) ?? []))
}

function toAnswer(row: typeof answers.$inferSelect, sources: readonly (typeof answerSources.$inferSelect)[]): Answer {
  const { teamId: _, createdAt, sharedAt, staleSince, revisedAt, ...answer } = row
  return {
    ...answer,
    sharedAtMs: sharedAt,
    staleSinceMs: staleSince,
    revisedAtMs: revisedAt,
    createdAtMs: createdAt,
    sources: sources.map(({ teamId: _team, answerId: _answer, removedAt, ...source }) => ({ ...source, removedAtMs: removedAt })),
  }
}
