import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

/** What a team changes about the synonyms that everybody has. */
export const synonymGroups = pgTable(
  'synonym_groups',
  {
    teamId: teamColumn().references(() => teams.teamId, { onDelete: 'cascade' }),
    /** The first member; of a group that everybody has, to switch it off or to replace it. */
    groupId: text('group_id').notNull(),
    /** Lower case; empty for a group that is switched off. */
    members: text().array().notNull(),
    updatedBy: text('updated_by').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.groupId] }), ...tenantPolicies('synonym_groups')],
).enableRLS()
