import { sql } from 'drizzle-orm'
import { bigint, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant, slackTs, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

/** Copies of a team's or a person's data, made to be fetched for a while. */
export const exports = pgTable(
  'exports',
  {
    teamId: teamColumn().references(() => teams.teamId, { onDelete: 'cascade' }),
    exportId: uuid('export_id').notNull(),
    requestedBy: text('requested_by').notNull(),
    /** What is in it, plain JSON. */
    scope: jsonb().$type<unknown>().notNull(),
    format: text({ enum: ['jsonl', 'csv'] }).notNull(),
    state: text({ enum: ['waiting', 'running', 'ready', 'failed', 'expired'] })
      .notNull()
      .default('waiting'),
    reason: text(),
    /** Of the version that kept files outside of the database; nobody reads it. */
    objectKey: text('object_key'),
    /** Which of those who began to write it goes on: the last. */
    attempt: integer().notNull().default(0),
    sizeBytes: bigint('size_bytes', { mode: 'number' }),
    rowCount: bigint('row_count', { mode: 'number' }),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
    expiresAt: instant('expires_at'),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.exportId] }),
    index('exports_created').on(table.teamId, table.createdAt),
    index('exports_expires').on(table.expiresAt).where(sql`state = 'ready'`),
    ...tenantPolicies('exports'),
  ],
).enableRLS()

/** The file of an export in parts of one size, the last one shorter: there as long as the export is being written or can be fetched. */
export const exportChunks = pgTable(
  'export_chunks',
  {
    teamId: teamColumn(),
    exportId: uuid('export_id').notNull(),
    /** From 0. */
    ordinal: integer().notNull(),
    content: bytes().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.exportId, table.ordinal] }),
    foreignKey({ columns: [table.teamId, table.exportId], foreignColumns: [exports.teamId, exports.exportId] }).onDelete('cascade'),
    ...tenantPolicies('export_chunks'),
  ],
).enableRLS()

/** What is being erased for good, and what it came to. The row goes with the team; its receipt does not. */
export const erasures = pgTable(
  'erasures',
  {
    teamId: teamColumn().references(() => teams.teamId, { onDelete: 'cascade' }),
    erasureId: uuid('erasure_id').notNull(),
    kind: text({ enum: ['channel', 'person', 'team', 'message', 'thread', 'period'] }).notNull(),
    /** As `targetText` in core writes it. */
    target: text().notNull(),
    requestedBy: text('requested_by').notNull(),
    state: text({ enum: ['waiting', 'running', 'finished', 'failed'] })
      .notNull()
      .default('waiting'),
    /** Rows per store before it began, and afterwards what is left of them. Plain JSON without content. */
    counts: jsonb().$type<Record<string, { before: number; after: number }>>().notNull().default({}),
    jws: text(),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.erasureId] }),
    index('erasures_created').on(table.teamId, table.createdAt, table.erasureId),
    ...tenantPolicies('erasures'),
  ],
).enableRLS()

/** Which messages are erased, without a word of them: what is read, sent or imported later and stands in one of these is not stored. */
export const erasedSpans = pgTable(
  'erased_spans',
  {
    teamId: teamColumn().references(() => teams.teamId, { onDelete: 'cascade' }),
    erasureId: uuid('erasure_id').notNull(),
    /** Null fits every channel, every person, every thread. */
    channelId: text('channel_id'),
    userId: text('user_id'),
    threadTs: slackTs('thread_ts'),
    /** The oldest and the newest message, both included. */
    fromTs: slackTs('from_ts').notNull(),
    untilTs: slackTs('until_ts').notNull(),
    /** Channels that were on hold. */
    exceptChannels: text('except_channels').array().notNull().default([]),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.erasureId] }), ...tenantPolicies('erased_spans')],
).enableRLS()

/** Keys that sign receipts. They belong to no team: only the system role reaches them. */
export const receiptKeys = pgTable('receipt_keys', {
  keyId: text('key_id').primaryKey(),
  /** The private part, sealed. */
  sealedKey: text('sealed_key').notNull(),
  publicJwk: jsonb('public_jwk').$type<Record<string, string>>().notNull(),
  createdAt: instant('created_at').notNull(),
})

/** Signed proofs of what was erased. They outlive the team: no foreign key, and nobody changes or deletes one. */
export const erasureReceipts = pgTable(
  'erasure_receipts',
  {
    teamId: teamColumn(),
    receiptId: uuid('receipt_id').notNull(),
    /** What was erased: a team, a person, a channel, a period. */
    kind: text().notNull(),
    /** Rows and bytes per store before and after, plain JSON without content. */
    counts: jsonb().$type<unknown>().notNull(),
    jws: text().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.receiptId] }), ...tenantPolicies('erasure_receipts')],
).enableRLS()
