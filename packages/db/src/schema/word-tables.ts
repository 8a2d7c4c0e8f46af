import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import { bytes, instant, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

/**
 * How common words are in a team, counted once in the messages of its public channels and frozen: vectors made with two tables are not
 * comparable. Holds hashes and frequencies, no words.
 */
export const wordTables = pgTable(
  'word_tables',
  {
    teamId: teamColumn()
      .primaryKey()
      .references(() => teams.teamId, { onDelete: 'cascade' }),
    /** The part of a vector space's name that stands for this table. */
    tableId: text('table_id').notNull(),
    packed: bytes().notNull(),
    /** How many passages were counted. */
    passages: integer().notNull(),
    fittedAt: instant('fitted_at').notNull(),
  },
  () => tenantPolicies('word_tables'),
).enableRLS()
