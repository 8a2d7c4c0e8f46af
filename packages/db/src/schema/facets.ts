import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { slackTs, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

const team = () => teamColumn().references(() => teams.teamId, { onDelete: 'cascade' })
const message = () => ({ teamId: team(), channelId: text('channel_id').notNull(), ts: slackTs('ts').notNull() })

/**
 * Who reacted with what. A reaction that was taken back stays as a row that is not present, so that a late event cannot bring it back;
 * a row may be older than its message, because deliveries come in any order.
 */
export const reactions = pgTable(
  'reactions',
  {
    ...message(),
    name: text().notNull(),
    userId: text('user_id').notNull(),
    isPresent: boolean('is_present').notNull(),
    /** Slack's time in microseconds; the larger one wins. */
    version: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.channelId, table.ts, table.name, table.userId] }), ...tenantPolicies('reactions')],
).enableRLS()

/** Which messages are pinned to their channel; like reactions, a row outlives its end. */
export const pins = pgTable(
  'pins',
  { ...message(), isPinned: boolean('is_pinned').notNull(), version: bigint({ mode: 'bigint' }).notNull() },
  (table) => [primaryKey({ columns: [table.teamId, table.channelId, table.ts] }), ...tenantPolicies('pins')],
).enableRLS()

/** Whom a live message names: `target_id` is a user, a user group, a channel, or `here`, `channel`, `everyone`. */
export const mentions = pgTable(
  'mentions',
  { ...message(), kind: text({ enum: ['user', 'group', 'channel', 'broadcast'] }).notNull(), targetId: text('target_id').notNull() },
  (table) => [
    primaryKey({ columns: [table.teamId, table.channelId, table.ts, table.kind, table.targetId] }),
    index('mentions_target').on(table.teamId, table.kind, table.targetId),
    ...tenantPolicies('mentions'),
  ],
).enableRLS()

/** The links of a live message in their order. `url_norm` is equal for two ways to write one address. */
export const links = pgTable(
  'links',
  {
    ...message(),
    ordinal: integer().notNull(),
    url: text().notNull(),
    urlNorm: text('url_norm').notNull(),
    kind: text().notNull(),
    domain: text().notNull(),
    /** `owner/name` at GitHub, the project's key at Jira. */
    repo: text(),
    number: bigint({ mode: 'number' }),
    label: text(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.channelId, table.ts, table.ordinal] }),
    index('links_object').on(table.teamId, table.kind, table.repo, table.number).where(sql`number is not null`),
    ...tenantPolicies('links'),
  ],
).enableRLS()

/** Metadata of the files of a live message. A file's name is as private as the channel it was shared in, so each message has its own row. */
export const messageFiles = pgTable(
  'message_files',
  {
    ...message(),
    fileId: text('file_id').notNull(),
    title: text().notNull(),
    name: text().notNull(),
    mime: text().notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }),
    userId: text('user_id'),
    isExternal: boolean('is_external').notNull(),
    state: text({ enum: ['metadata', 'deleted'] }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.channelId, table.ts, table.fileId] }), ...tenantPolicies('message_files')],
).enableRLS()
