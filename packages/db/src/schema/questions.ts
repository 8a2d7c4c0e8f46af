import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
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
    surface: text({ enum: ['command', 'askall', 'mention', 'thread', 'dm', 'shortcut', 'home', 'dashboard', 'api'] }).notNull(),
    channelId: text('channel_id').notNull(),
    threadTs: slackTs('thread_ts'),
    /** Empty when the team does not keep what is asked; then `text_hash` tells equal questions. */
    text: text().notNull(),
    textHash: text('text_hash'),
    /** A follow-up, understandable by itself. */
    standaloneText: text('standalone_text'),
    /** Who reads the answer: the asker alone, or everybody in the channel. */
    audience: text({ enum: ['private', 'channel'] })
      .notNull()
      .default('private'),
    /** The question that this one repeats or follows. No foreign key: that one may be erased. */
    parentId: uuid('parent_id'),
    clusterId: uuid('cluster_id'),
    filters: jsonb().$type<unknown>(),
    dedupeKey: text('dedupe_key').notNull(),
    responseUrl: text('response_url'),
    /** Slack takes nothing at the address after this. */
    responseUrlUntil: instant('response_url_until'),
    createdAt: instant('created_at').notNull().default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.questionId] }),
    unique('questions_dedupe').on(table.teamId, table.dedupeKey),
    index('questions_created').on(table.teamId, table.createdAt),
    index('questions_asker').on(table.teamId, table.askerId, table.createdAt),
    index('questions_surface').on(table.teamId, table.surface),
    index('questions_thread').on(table.teamId, table.channelId, table.threadTs),
    index('questions_cluster').on(table.teamId, table.clusterId, table.createdAt).where(sql`cluster_id is not null`),
    index('questions_addresses').on(table.createdAt).where(sql`response_url is not null`),
    ...tenantPolicies('questions'),
  ],
).enableRLS()

/** Questions that ask the same and got no good answer. How many they are and how new is counted from the questions. */
export const questionClusters = pgTable(
  'question_clusters',
  {
    teamId: team(),
    clusterId: uuid('cluster_id').notNull(),
    label: text().notNull(),
    state: text({ enum: ['open', 'assigned', 'resolved', 'ignored'] })
      .notNull()
      .default('open'),
    /** Who has taken it. */
    ownerId: text('owner_id'),
    /** The message that answers it. */
    resolvedChannelId: text('resolved_channel_id'),
    resolvedTs: slackTs('resolved_ts'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.clusterId] }), ...tenantPolicies('question_clusters')],
).enableRLS()
