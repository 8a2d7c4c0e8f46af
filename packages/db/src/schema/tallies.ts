import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { slackTs, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

/**
 * How many live messages a channel has and how many of them the index holds: the sum over its rows. Triggers on `messages` add a row per
 * statement and channel, so that writers never wait for each other; from time to time rows are added up to one.
 * The newest live message is the largest `newest_ts` unless a `lost_ts` is as large: then that one may have gone, and `messages` has to be asked.
 */
export const channelTallies = pgTable(
  'channel_tallies',
  {
    teamId: teamColumn().references(() => teams.teamId, { onDelete: 'cascade' }),
    id: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    channelId: text('channel_id').notNull(),
    stored: integer().notNull(),
    indexed: integer().notNull(),
    /** Newest of the messages that became live, and of those that ceased to be. A process that does not know of them says: any may have gone. */
    newestTs: slackTs('newest_ts'),
    lostTs: slackTs('lost_ts').default('9999999999.999999'),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.id] }), ...tenantPolicies('channel_tallies')],
).enableRLS()
