import { integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

/** What a team has set, as plain JSON; no row while everything is as it comes. */
export const teamSettings = pgTable(
  'team_settings',
  {
    teamId: teamColumn().references(() => teams.teamId, { onDelete: 'cascade' }),
    /** Grows by one with each change. */
    version: integer().notNull(),
    settings: jsonb().$type<Record<string, unknown>>().notNull(),
    updatedBy: text('updated_by').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId] }), ...tenantPolicies('team_settings')],
).enableRLS()
