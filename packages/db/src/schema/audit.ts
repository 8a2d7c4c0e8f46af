import { bigint, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, teamColumn, tenantPolicies } from './columns.ts'
import { teams } from './install.ts'

/** Who changed what. The tenant role may add rows and read them, nothing else. */
export const auditLog = pgTable(
  'audit_log',
  {
    teamId: teamColumn().references(() => teams.teamId, { onDelete: 'cascade' }),
    id: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    actor: text().notNull(),
    actorKind: text('actor_kind').notNull(),
    action: text().notNull(),
    target: text().notNull(),
    diff: jsonb().$type<unknown>(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.id] }),
    index('audit_log_created').on(table.teamId, table.createdAt),
    index('audit_log_action').on(table.teamId, table.action, table.id),
    index('audit_log_actor').on(table.teamId, table.actor, table.id),
    ...tenantPolicies('audit_log'),
  ],
).enableRLS()
