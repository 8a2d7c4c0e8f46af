import { type Db, poolsBehind } from './db.ts'
import { guarded } from './driver-errors.ts'
import { lastAppliedMs, lastMigrationMs } from './migrations.ts'

/** What Postgres says of itself. */
export interface DatabaseFacts {
  /** As the server spells it, e.g. `18.4`. */
  version: string
  majorVersion: number
  /** `behind`: migrations of this build are missing. `ahead`: a newer version of Backscroll was here; fine while it is one version. */
  migrations: 'current' | 'behind' | 'ahead'
  sizeBytes: number
  connections: number
  maxConnections: number
  /** Roles that the application switches to and that are not there, or that the login may not switch to. */
  missingRoles: string[]
}

/** Asks the server for its version, size, connections, roles and migrations. @throws RetryLaterError or ConfigurationError when it cannot be reached. */
export async function databaseFacts(db: Db): Promise<DatabaseFacts> {
  const { login } = poolsBehind(db)
  return guarded(async () => {
    const [row] = await login<{ version: string; number: number; size: string; connections: number; max: number; missing: string[] }[]>`
      select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
        pg_database_size(current_database())::text as size,
        (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
        current_setting('max_connections')::int as max,
        array(select wanted from unnest(array['app_rw', 'app_system']) wanted
          where not exists (select 1 from pg_roles where rolname = wanted and pg_has_role(current_user, oid, 'MEMBER'))) as missing`
    const [applied, newest] = [await lastAppliedMs(login), await lastMigrationMs()]
    return {
      version: row?.version.split(' ')[0] ?? '',
      majorVersion: Math.floor((row?.number ?? 0) / 10_000),
      migrations: applied === newest ? 'current' : applied < newest ? 'behind' : 'ahead',
      sizeBytes: Number(row?.size ?? 0),
      connections: row?.connections ?? 0,
      maxConnections: row?.max ?? 0,
      missingRoles: row?.missing ?? [],
    }
  })
}

/** What waits for workers, over all workspaces. */
export interface WorkFacts {
  jobs: { kind: string; state: 'waiting' | 'active' | 'failed'; count: number }[]
  /** Since when the oldest waiting job could have run; null when none could. Milliseconds since 1970. */
  oldestJobMs: number | null
  /** By state. */
  teams: Record<string, number>
  /** Workspaces for which there was something to do within a day. */
  activeTeams: number
  /** Workspaces that a worker holds now. */
  heldTeams: number
  /** Workspaces that stand still, with Slack's word for why. */
  paused: { teamId: string; reason: string | null }[]
}

/** Counts jobs and workspaces; failed jobs are those of the last day. */
export async function workFacts(db: Db): Promise<WorkFacts> {
  const { login, system } = poolsBehind(db)
  return guarded(async () => {
    const [hasJobs] = await login<{ known: boolean }[]>`select to_regclass('pgboss.job') is not null as known`
    const jobs = hasJobs?.known
      ? await login<{ kind: string; state: 'waiting' | 'active' | 'failed'; count: number; oldest: string | null }[]>`
          select name as kind, case state::text when 'active' then 'active' when 'failed' then 'failed' else 'waiting' end as state,
            count(*)::int as count,
            (extract(epoch from min(start_after) filter (where state in ('created', 'retry') and start_after <= now())) * 1000)::bigint as oldest
          from pgboss.job
          where name not like '\\_\\_%'
            and (state in ('created', 'retry', 'active') or (state = 'failed' and completed_on > now() - interval '1 day'))
          group by 1, 2 order by 1, 2`
      : []
    const teams = await system<{ state: string; count: number }[]>`select state, count(*)::int as count from teams group by 1 order by 1`
    const paused = await system<{ teamId: string; reason: string | null }[]>`
      select team_id as "teamId", paused_reason as reason from teams where state = 'paused' order by 1 limit 100`
    const [active] = await system<{ count: number; held: number }[]>`
      select count(*)::int as count, (count(*) filter (where until > now()))::int as held from team_lease where until > now() - interval '1 day'`
    const oldest = jobs.flatMap((row) => (row.oldest === null ? [] : Number(row.oldest)))
    return {
      jobs: jobs.map(({ kind, state, count }) => ({ kind, state, count })),
      oldestJobMs: oldest.length > 0 ? Math.min(...oldest) : null,
      teams: Object.fromEntries(teams.map(({ state, count }) => [state, count])),
      activeTeams: active?.count ?? 0,
      heldTeams: active?.held ?? 0,
      paused: paused.map(({ teamId, reason }) => ({ teamId, reason })),
    }
  })
}
