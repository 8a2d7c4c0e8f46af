import { ConfigurationError } from '@backscroll/core'
import { type Db, poolsBehind } from './db.ts'
import { guarded } from './driver-errors.ts'

/**
 * The boot check: every table with a team_id has row-level security enabled, forced and carrying both policies, and neither role
 * gets around it. What it cannot see: a statement that sets another team by itself; row-level security does not stop injection.
 * @throws ConfigurationError that names the table or role.
 */
export async function assertIsolation(db: Db): Promise<void> {
  const { login } = poolsBehind(db)
  const open = await guarded(
    async () => login<{ name: string }[]>`
      select c.relname as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'team_id' and not a.attisdropped
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
        and not (c.relrowsecurity and c.relforcerowsecurity
          and exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = c.relname || '_tenant')
          and (select count(*) from pg_policy p where p.polrelid = c.oid) = 2)
      order by 1`,
  )
  if (open.length > 0) {
    throw new ConfigurationError(
      `tables without forced row-level security: ${open.map((table) => table.name).join(', ')}. Run the migrations.`,
    )
  }
  const strong = await guarded(
    async () => login<{ name: string }[]>`
      select rolname as name from pg_roles where rolname in ('app_rw', 'app_system') and (rolsuper or rolbypassrls)`,
  )
  if (strong.length > 0) {
    const names = strong.map((role) => role.name).join(', ')
    throw new ConfigurationError(`roles that ignore row-level security: ${names}. Run: ALTER ROLE ... NOSUPERUSER NOBYPASSRLS`)
  }
}
