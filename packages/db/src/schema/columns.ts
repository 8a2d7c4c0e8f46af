import { sql } from 'drizzle-orm'
import { customType, pgPolicy, pgRole, text } from 'drizzle-orm/pg-core'

// The roles are cluster-wide and made by the first, hand-written migration.
const tenantRole = pgRole('app_rw').existing()
const systemRole = pgRole('app_system').existing()

/** No team set: the comparison is null, so no row matches. Keys lead with team_id, so the policy is served by them. */
const ownTeam = sql`team_id = nullif(current_setting('app.team_id', true), '')`
/** The condition matters: `TO app_system USING (true)` also applies to members of that role, the tables' owner among them. */
const systemOnly = sql`current_user = 'app_system'`

/** The two doors of every table with a team_id. FORCE is not drizzle-kit's: it stands in a migration of its own. */
export const tenantPolicies = (table: string) => [
  pgPolicy(`${table}_tenant`, { for: 'all', to: tenantRole, using: ownTeam, withCheck: ownTeam }),
  pgPolicy(`${table}_system`, { for: 'all', to: systemRole, using: systemOnly, withCheck: systemOnly }),
]

/** Slack timestamps, exactly as received. Byte order is time order. */
export const slackTs = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

/** A point in time as milliseconds since the epoch in the program, `timestamptz` in the database. */
export const instant = customType<{ data: number; driverData: string }>({
  dataType: () => 'timestamp with time zone',
  toDriver: (ms) => new Date(ms).toISOString(),
  fromDriver: (value) => Date.parse(value),
})

/** The tenant. Leads every tenant key. */
export const teamColumn = () => text('team_id').notNull()
