import { bigint, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { instant, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

/** Ways into the API. Each acts as one person; of the key itself only a hash is kept. */
export const apiKeys = pgTable(
  'api_keys',
  {
    teamId: teamColumn().references(() => teams.teamId, { onDelete: 'cascade' }),
    /** Finds the key before its team is known, so no two teams share one. */
    prefix: text().notNull(),
    hash: text().notNull(),
    scopes: text().array().notNull(),
    actsAsUserId: text('acts_as_user_id').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
    /** When its latest searches were asked for, in milliseconds, at most as many as a minute grants. */
    recentSearches: bigint('recent_searches', { mode: 'number' }).array().notNull().default([]),
    /** The same for every other call. */
    recentCalls: bigint('recent_calls', { mode: 'number' }).array().notNull().default([]),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.prefix] }),
    unique('api_keys_prefix').on(table.prefix),
    ...tenantPolicies('api_keys'),
  ],
).enableRLS()
