import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, slackTs, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

const team = () => teamColumn().references(() => teams.teamId, { onDelete: 'cascade' })

/** One budget per team and method of Slack's Web API, shared by all processes. */
export const rateBuckets = pgTable(
  'rate_buckets',
  {
    teamId: team(),
    method: text().notNull(),
    /** When the last granted request would have been due at an even pace. */
    dueAt: instant('due_at').notNull(),
    /** Slack asked to wait until then. */
    parkedUntil: instant('parked_until').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.method] }), ...tenantPolicies('rate_buckets')],
).enableRLS()

/** What is known about reading a team: the class of limits it is held to, what may have been missed, and how often it is compared. */
export const teamReading = pgTable(
  'team_reading',
  {
    teamId: text('team_id')
      .primaryKey()
      .references(() => teams.teamId, { onDelete: 'cascade' }),
    rateClass: text('rate_class', { enum: ['unknown', 'full', 'capped'] })
      .notNull()
      .default('unknown'),
    rateClassAt: instant('rate_class_at'),
    /** The install it was measured in. */
    generation: integer().notNull().default(0),
    /** A channel that gave exactly one capped page: a second one decides. */
    suspectChannelId: text('suspect_channel_id'),
    /** Events after this moment may be missing. */
    lostSince: instant('lost_since'),
    /** When a process last listened for events of this team. */
    aliveAt: instant('alive_at'),
    /** When Slack last said that its plan hides older messages; null while it shows everything. */
    limitedAt: instant('limited_at'),
    /** How often it is compared with Slack: a preset or a cron expression. */
    schedule: text().notNull().default('auto'),
    /** When it is compared next by the clock, and when that was worked out; null where nothing is planned yet. */
    compareAt: instant('compare_at'),
    comparePlannedAt: instant('compare_planned_at'),
  },
  () => tenantPolicies('team_reading'),
).enableRLS()

/** Threads, and how far their replies have been read: `reply_count` and `latest_reply_ts` as Slack showed them then. */
export const threadSyncs = pgTable(
  'thread_syncs',
  {
    teamId: team(),
    channelId: text('channel_id').notNull(),
    rootTs: slackTs('root_ts').notNull(),
    replyCount: integer('reply_count').notNull(),
    latestReplyTs: slackTs('latest_reply_ts'),
    /** The last reply of the pages read; null before the first one. */
    afterTs: slackTs('after_ts'),
    isPending: boolean('is_pending').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.channelId, table.rootTs] }),
    index('thread_syncs_pending').on(table.teamId, table.channelId, table.rootTs).where(sql`is_pending`),
    ...tenantPolicies('thread_syncs'),
  ],
).enableRLS()

/** Readings of a team's history, one open at a time, and what they came to. */
export const backfillRuns = pgTable(
  'backfill_runs',
  {
    teamId: team(),
    runId: uuid('run_id').notNull(),
    trigger: text().notNull(),
    actor: text().notNull(),
    state: text({ enum: ['running', 'paused', 'finished', 'cancelled'] }).notNull(),
    channels: text().array().notNull(),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
    messagesSeen: integer('messages_seen').notNull().default(0),
    messagesStored: integer('messages_stored').notNull().default(0),
    repliesStored: integer('replies_stored').notNull().default(0),
    messagesDeleted: integer('messages_deleted').notNull().default(0),
    historyRequests: integer('history_requests').notNull().default(0),
    replyRequests: integer('reply_requests').notNull().default(0),
    threadsDone: integer('threads_done').notNull().default(0),
    throttledMs: bigint('throttled_ms', { mode: 'number' }).notNull().default(0),
    pausedAt: instant('paused_at'),
    pausedMs: bigint('paused_ms', { mode: 'number' }).notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.runId] }),
    uniqueIndex('backfill_runs_open').on(table.teamId).where(sql`finished_at is null`),
    ...tenantPolicies('backfill_runs'),
  ],
).enableRLS()
