import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, slackTs, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

const team = () => teamColumn().references(() => teams.teamId, { onDelete: 'cascade' })

/**
 * Deliveries of Slack, stored before they are acknowledged. The row outlives its body: the event id refuses re-deliveries.
 * No reference to `teams`: a delivery for an unknown team is stored like any other, and judged by the drain.
 */
export const inboxEvents = pgTable(
  'inbox_events',
  {
    eventId: text('event_id').primaryKey(),
    /** Order of arrival, nothing more: identity values commit out of order. */
    seq: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    teamId: teamColumn(),
    appId: text('app_id').notNull(),
    channelId: text('channel_id'),
    type: text().notNull(),
    body: text().notNull(),
    retryNum: integer('retry_num').notNull(),
    receivedAt: instant('received_at').notNull().default(sql`now()`),
    doneAt: instant('done_at'),
    attempts: integer().notNull().default(0),
    notBefore: instant('not_before'),
    deadAt: instant('dead_at'),
    error: text(),
  },
  (table) => [
    index('inbox_pending').on(table.teamId, table.seq).where(sql`done_at is null and dead_at is null`),
    index('inbox_dead').on(table.teamId, table.deadAt).where(sql`dead_at is not null`),
    ...tenantPolicies('inbox_events'),
  ],
).enableRLS()

/** Who works on a team now. `owner` is new at every claim: it is the fencing token. */
export const teamLease = pgTable(
  'team_lease',
  { teamId: text('team_id').primaryKey(), owner: uuid().notNull(), until: instant().notNull() },
  () => tenantPolicies('team_lease'),
).enableRLS()

/** Intervals of a channel's history that have been read, merged: the truth behind "what was searched". */
export const channelCoverage = pgTable(
  'channel_coverage',
  {
    teamId: team(),
    channelId: text('channel_id').notNull(),
    fromTs: slackTs('from_ts').notNull(),
    toTs: slackTs('to_ts').notNull(),
    complete: boolean().notNull(),
    threadsComplete: boolean('threads_complete').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.channelId, table.fromTs] }), ...tenantPolicies('channel_coverage')],
).enableRLS()

/** Where the reading of a channel stands: one pass over its history, newest message first. */
export const syncWatermarks = pgTable(
  'sync_watermarks',
  {
    teamId: team(),
    channelId: text('channel_id').notNull(),
    cursor: text(),
    oldestTs: slackTs('oldest_ts'),
    newestTs: slackTs('newest_ts'),
    /** Whether the oldest page of the window has been read. */
    pagesDone: boolean('pages_done').notNull(),
    /** Where the pass ends. */
    fromTs: slackTs('from_ts').notNull(),
    startedAt: instant('started_at').notNull(),
    /** Which threads are read: `all`, or those that `moved` since they were. */
    threads: text({ enum: ['all', 'moved'] }).notNull(),
    /** Having come down to `jump_at`, the pass goes on below `jump_to`: what lies between was read before. */
    jumpAt: slackTs('jump_at'),
    jumpTo: slackTs('jump_to'),
    isStopped: boolean('is_stopped').notNull().default(false),
    messagesRead: integer('messages_read').notNull().default(0),
    threadsFound: integer('threads_found').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.channelId] }), ...tenantPolicies('sync_watermarks')],
).enableRLS()

/** Which search table a team has, in which vector space, and which one is being built beside it. */
export const indexState = pgTable(
  'index_state',
  {
    teamId: text('team_id')
      .primaryKey()
      .references(() => teams.teamId, { onDelete: 'cascade' }),
    /** The table that answers; null while there is none, so that questions are answered from the texts in Postgres. */
    tableVersion: integer('table_version').default(1),
    embedderId: text('embedder_id').notNull(),
    dims: integer().notNull(),
    /** The table that is being built; null when none is. */
    buildingVersion: integer('building_version'),
    buildingEmbedderId: text('building_embedder_id'),
    buildingDims: integer('building_dims'),
    /** The last message that was written to it; null before the first page. */
    buildingChannelId: text('building_channel_id'),
    buildingTs: slackTs('building_ts'),
    buildingDone: integer('building_done').notNull().default(0),
    /** Tables whose files are to be deleted. */
    retiredVersions: integer('retired_versions').array().notNull().default(sql`'{}'::integer[]`),
    /** When the files of removed rows have to be gone; null when no row was removed. */
    purgeAt: instant('purge_at'),
  },
  (table) => [
    index('index_state_work')
      .on(table.teamId)
      .where(sql`building_version is not null or purge_at is not null or cardinality(retired_versions) > 0`),
    ...tenantPolicies('index_state'),
  ],
).enableRLS()

/** What a comparison of Slack, Postgres and the search index came to. */
export const driftReports = pgTable(
  'drift_reports',
  {
    teamId: team(),
    checkedAt: instant('checked_at').notNull(),
    /** Rows compared on either side of the index. */
    rowsExpected: integer('rows_expected').notNull(),
    rowsFound: integer('rows_found').notNull(),
    missing: integer().notNull(),
    extra: integer().notNull(),
    stale: integer().notNull(),
    repaired: integer().notNull(),
    tookMs: integer('took_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.checkedAt] }), ...tenantPolicies('drift_reports')],
).enableRLS()
