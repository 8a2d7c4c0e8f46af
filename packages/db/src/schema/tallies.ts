import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

/**
 * How many live messages a channel has and how many of them the index holds: the sum over its rows. Triggers on `messages` add a row per
 * statement and channel, so that writers never wait for each other; from time to time rows are added up to one.
 */
export const channelTallies = pgTable(
  'channel_tallies',
  {
    teamId: teamColumn().references(() => teams.teamId, { onDelete: 'cascade' }),
    id: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    channelId: text('channel_id').notNull(),
    stored: integer().notNull(),
    indexed: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.id] }), ...tenantPolicies('channel_tallies')],
).enableRLS()
