import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

/** How often somebody may come, by a hash of who it is. They belong to no team: only the system role reaches them. */
export const throttles = pgTable(
  'throttles',
  {
    subject: text().primaryKey(),
    /** When everything that was asked for is paid off: a row of the past says nothing. */
    dueAt: instant('due_at').notNull(),
  },
  (table) => [index('throttles_due').on(table.dueAt)],
)

/** Requests that must not be carried out twice, each by a hash of the key that a caller gave it. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    teamId: teamColumn().references(() => teams.teamId, { onDelete: 'cascade' }),
    userId: text('user_id').notNull(),
    keyHash: text('key_hash').notNull(),
    /** Tells a repetition from another request with the same key. */
    requestHash: text('request_hash').notNull(),
    /** Null while it is being carried out. */
    status: integer(),
    /** Sealed; null where the answer is not kept. */
    answer: text(),
    createdAt: instant('created_at').notNull().default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.userId, table.keyHash] }),
    index('idempotency_keys_created').on(table.createdAt),
    ...tenantPolicies('idempotency_keys'),
  ],
).enableRLS()
