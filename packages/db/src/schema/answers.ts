import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { instant, slackTs, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

const team = () => teamColumn().references(() => teams.teamId, { onDelete: 'cascade' })

/** What people asked. One row per `dedupe_key`, so that a delivery repeated by Slack is answered once. */
export const questions = pgTable(
  'questions',
  {
    teamId: team(),
    questionId: uuid('question_id').notNull(),
    askerId: text('asker_id').notNull(),
    surface: text().notNull(),
    channelId: text('channel_id').notNull(),
    threadTs: slackTs('thread_ts'),
    text: text().notNull(),
    dedupeKey: text('dedupe_key').notNull(),
    responseUrl: text('response_url'),
    createdAt: instant('created_at').notNull().default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.questionId] }),
    unique('questions_dedupe').on(table.teamId, table.dedupeKey),
    ...tenantPolicies('questions'),
  ],
).enableRLS()

/** What was answered, how sure, from where and how fast. */
export const answers = pgTable(
  'answers',
  {
    teamId: team(),
    answerId: uuid('answer_id').notNull(),
    questionId: uuid('question_id').notNull(),
    state: text({ enum: ['pending', 'answered', 'nothing_found', 'failed'] }).notNull(),
    reason: text(),
    text: text(),
    confidence: doublePrecision(),
    coverage: jsonb().$type<unknown>(),
    strategy: text(),
    timings: jsonb().$type<unknown>(),
    postedChannelId: text('posted_channel_id'),
    postedTs: slackTs('posted_ts'),
    ephemeral: boolean().notNull(),
    createdAt: instant('created_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.answerId] }),
    index('answers_question').on(table.teamId, table.questionId),
    foreignKey({
      name: 'answers_question_fk',
      columns: [table.teamId, table.questionId],
      foreignColumns: [questions.teamId, questions.questionId],
    }).onDelete('cascade'),
    ...tenantPolicies('answers'),
  ],
).enableRLS()

/** The messages behind an answer; by message, so that a deletion finds the answers that quote it. */
export const answerSources = pgTable(
  'answer_sources',
  {
    teamId: teamColumn(),
    answerId: uuid('answer_id').notNull(),
    ordinal: integer().notNull(),
    channelId: text('channel_id').notNull(),
    ts: slackTs('ts').notNull(),
    version: bigint({ mode: 'bigint' }).notNull(),
    quoteHash: text('quote_hash'),
    role: text().notNull(),
    score: doublePrecision(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.answerId, table.ordinal] }),
    index('answer_sources_message').on(table.teamId, table.channelId, table.ts),
    foreignKey({
      name: 'answer_sources_answer_fk',
      columns: [table.teamId, table.answerId],
      foreignColumns: [answers.teamId, answers.answerId],
    }).onDelete('cascade'),
    ...tenantPolicies('answer_sources'),
  ],
).enableRLS()

/** Who changed what. The tenant role may add rows and read them, nothing else. */
export const auditLog = pgTable(
  'audit_log',
  {
    teamId: team(),
    id: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    actor: text().notNull(),
    actorKind: text('actor_kind').notNull(),
    action: text().notNull(),
    target: text().notNull(),
    diff: jsonb().$type<unknown>(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.id] }), ...tenantPolicies('audit_log')],
).enableRLS()
