import { sql } from 'drizzle-orm'
import { bigint, foreignKey, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { instant, slackTs, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

/**
 * Messages without their text. A deleted message stays as a marker, so that late events cannot bring it back.
 * A row is dirty, i.e. the search index is behind, while `indexed_version` differs from `version`.
 */
export const messages = pgTable(
  'messages',
  {
    teamId: teamColumn().references(() => teams.teamId, { onDelete: 'cascade' }),
    channelId: text('channel_id').notNull(),
    ts: slackTs('ts').notNull(),
    postedAt: timestamp('posted_at', { withTimezone: true }).generatedAlwaysAs(sql`to_timestamp(ts::double precision)`),
    threadTs: slackTs('thread_ts'),
    userId: text('user_id'),
    botId: text('bot_id'),
    appId: text('app_id'),
    authorTeamId: text('author_team_id'),
    kind: text().notNull(),
    subtype: text(),
    editedTs: slackTs('edited_ts'),
    /** Slack's time of the state that is stored, in microseconds since the epoch: the larger one wins. */
    slackVersion: bigint('slack_version', { mode: 'bigint' }).notNull().default(sql`0`),
    /** What the index counts by: grows with every change that it has to see, a purge included, and with nothing else. */
    version: bigint({ mode: 'bigint' }).notNull(),
    contentHash: text('content_hash'),
    replyCount: integer('reply_count'),
    latestReplyTs: slackTs('latest_reply_ts'),
    fileCount: integer('file_count').notNull(),
    source: text().notNull(),
    deletedAt: instant('deleted_at'),
    deleteReason: text('delete_reason'),
    indexedVersion: bigint('indexed_version', { mode: 'bigint' }),
    firstSeenAt: instant('first_seen_at').notNull().default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.channelId, table.ts] }),
    index('messages_dirty').on(table.teamId, table.version).where(sql`indexed_version is distinct from version`),
    index('messages_thread').on(table.teamId, table.channelId, table.threadTs).where(sql`thread_ts is not null`),
    index('messages_posted').using('brin', table.postedAt),
    ...tenantPolicies('messages'),
  ],
).enableRLS()

/** The text of live messages: canonical for the models, mrkdwn as written for quotes. */
export const messageBodies = pgTable(
  'message_bodies',
  {
    teamId: teamColumn(),
    channelId: text('channel_id').notNull(),
    ts: slackTs('ts').notNull(),
    text: text().notNull(),
    mrkdwn: text().notNull(),
    storedAt: instant('stored_at').notNull().default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.channelId, table.ts] }),
    foreignKey({
      name: 'message_bodies_message_fk', // a generated name would be 70 bytes; Postgres cuts at 63 and later diffs disagree
      columns: [table.teamId, table.channelId, table.ts],
      foreignColumns: [messages.teamId, messages.channelId, messages.ts],
    }).onDelete('cascade'),
    ...tenantPolicies('message_bodies'),
  ],
).enableRLS()
