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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { instant, slackTs, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'
import { questions } from './questions.ts'

const team = () => teamColumn().references(() => teams.teamId, { onDelete: 'cascade' })

/** What was answered, how sure, from where and how fast. */
export const answers = pgTable(
  'answers',
  {
    teamId: team(),
    answerId: uuid('answer_id').notNull(),
    questionId: uuid('question_id').notNull(),
    state: text({ enum: ['pending', 'answered', 'nothing_found', 'not_confident', 'refused', 'failed', 'retracted'] }).notNull(),
    /** Why it failed, or why it was changed after it was given. */
    reason: text(),
    text: text(),
    /** The checked sentences, each with the ordinals of its sources. */
    statements: jsonb().$type<{ text: string; ordinals: number[] }[]>(),
    confidence: doublePrecision(),
    confidenceParts: jsonb('confidence_parts').$type<unknown>(),
    coverage: jsonb().$type<unknown>(),
    strategy: text(),
    model: text(),
    promptVersion: text('prompt_version'),
    costMicroUsd: bigint('cost_micro_usd', { mode: 'bigint' }),
    /** 1 for the first answer to a question. */
    attempt: integer().notNull().default(1),
    traceId: text('trace_id'),
    timings: jsonb().$type<unknown>(),
    postedChannelId: text('posted_channel_id'),
    postedTs: slackTs('posted_ts'),
    ephemeral: boolean().notNull(),
    sharedBy: text('shared_by'),
    sharedAt: instant('shared_at'),
    sharedChannelId: text('shared_channel_id'),
    /** A source has changed and the answer has not been looked at since: when that was noticed last, in whole milliseconds. */
    staleSince: instant('stale_since'),
    revisedAt: instant('revised_at'),
    createdAt: instant('created_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.answerId] }),
    index('answers_question').on(table.teamId, table.questionId),
    index('answers_log').on(table.teamId, table.createdAt, table.answerId),
    index('answers_model').on(table.teamId, table.model, table.createdAt, table.answerId),
    index('answers_state').on(table.teamId, table.state, table.createdAt),
    index('answers_without_answer')
      .on(table.teamId, table.createdAt, table.answerId)
      .where(sql`state in ('nothing_found', 'not_confident') or (state = 'failed' and reason = 'no_evidence')`),
    index('answers_stale').on(table.teamId, table.staleSince).where(sql`stale_since is not null`),
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
    /** How it was found: its places in the legs and what was made of them, plain JSON. */
    ranking: jsonb().$type<unknown>(),
    /** When it stopped to carry the answer: deleted, changed, or no longer readable. */
    removedAt: instant('removed_at'),
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

/** Where an answer is shown. A message shows one answer at a time; what only one person sees has no ts of its own. */
export const answerPosts = pgTable(
  'answer_posts',
  {
    teamId: teamColumn(),
    postId: uuid('post_id').notNull().default(sql`gen_random_uuid()`),
    answerId: uuid('answer_id').notNull(),
    channelId: text('channel_id').notNull(),
    ts: slackTs('ts'),
    /** The only way to change what one person sees, while Slack takes it. */
    responseUrl: text('response_url'),
    responseUrlUntil: instant('response_url_until'),
    ephemeral: boolean().notNull(),
    /** Who sees it, when that is one person. */
    userId: text('user_id'),
    postedAt: instant('posted_at').notNull(),
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.postId] }),
    index('answer_posts_answer').on(table.teamId, table.answerId),
    uniqueIndex('answer_posts_message').on(table.teamId, table.channelId, table.ts).where(sql`ts is not null`),
    index('answer_posts_addresses').on(table.responseUrlUntil).where(sql`response_url is not null`),
    foreignKey({
      name: 'answer_posts_answer_fk',
      columns: [table.teamId, table.answerId],
      foreignColumns: [answers.teamId, answers.answerId],
    }).onDelete('cascade'),
    ...tenantPolicies('answer_posts'),
  ],
).enableRLS()

/** What people say of an answer: one word per person. */
export const feedback = pgTable(
  'feedback',
  {
    teamId: teamColumn(),
    answerId: uuid('answer_id').notNull(),
    userId: text('user_id').notNull(),
    verdict: text({ enum: ['good', 'bad'] }).notNull(),
    reason: text(),
    comment: text(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.answerId, table.userId] }),
    index('feedback_verdict').on(table.teamId, table.verdict, table.answerId),
    foreignKey({
      name: 'feedback_answer_fk',
      columns: [table.teamId, table.answerId],
      foreignColumns: [answers.teamId, answers.answerId],
    }).onDelete('cascade'),
    ...tenantPolicies('feedback'),
  ],
).enableRLS()

/** Answers that people keep for themselves, each with a note of their own. */
export const savedAnswers = pgTable(
  'saved_answers',
  {
    teamId: teamColumn(),
    answerId: uuid('answer_id').notNull(),
    userId: text('user_id').notNull(),
    note: text(),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.answerId, table.userId] }),
    index('saved_answers_user').on(table.teamId, table.userId, table.answerId),
    foreignKey({
      name: 'saved_answers_answer_fk',
      columns: [table.teamId, table.answerId],
      foreignColumns: [answers.teamId, answers.answerId],
    }).onDelete('cascade'),
    ...tenantPolicies('saved_answers'),
  ],
).enableRLS()
