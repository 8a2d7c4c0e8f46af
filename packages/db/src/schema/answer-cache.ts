import { foreignKey, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, slackTs, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

/** Answers of models by what they were asked. The value is sealed by the server. */
export const answerCache = pgTable(
  'answer_cache',
  {
    teamId: teamColumn().references(() => teams.teamId, { onDelete: 'cascade' }),
    key: text().notNull(),
    value: text().notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.key] }),
    index('answer_cache_expires').on(table.expiresAt),
    ...tenantPolicies('answer_cache'),
  ],
).enableRLS()

/** The messages that a cached answer was made from: whatever happens to one of them ends the entry. */
export const answerCacheRefs = pgTable(
  'answer_cache_refs',
  {
    teamId: teamColumn(),
    key: text().notNull(),
    channelId: text('channel_id').notNull(),
    ts: slackTs('ts').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.channelId, table.ts, table.key] }),
    index('answer_cache_refs_key').on(table.teamId, table.key),
    foreignKey({
      name: 'answer_cache_refs_entry_fk',
      columns: [table.teamId, table.key],
      foreignColumns: [answerCache.teamId, answerCache.key],
    }).onDelete('cascade'),
    ...tenantPolicies('answer_cache_refs'),
  ],
).enableRLS()
