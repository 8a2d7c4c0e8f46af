import type { TeamId } from '@backscroll/core'
import { type Db, poolsBehind } from './db.ts'
import { guarded } from './driver-errors.ts'

/** A job of a team that is not over, or failed within a day. Its payload stays where it is. */
export interface TeamJob {
  id: string
  kind: string
  state: 'waiting' | 'running' | 'retrying' | 'failed'
  /** Tries that have begun, of so many. */
  attempt: number
  attempts: number
  /** The first word of what went wrong: a code, or the name of an error. */
  error: string | null
  createdAtMs: number
  nextAtMs: number | null
}

/** What waits and works for a team now. */
export interface TeamQueue {
  waiting: number
  running: number
  retrying: number
  failed: number
  /** Ended well within the last ten minutes. */
  doneLately: number
  /** Since when the oldest job that waits could have run. */
  oldestMs: number | null
  /** At most so many as were asked for: failed ones first, then those that try again, then those that run. */
  jobs: TeamJob[]
}

const EMPTY: TeamQueue = { waiting: 0, running: 0, retrying: 0, failed: 0, doneLately: 0, oldestMs: null, jobs: [] }
/** Jobs of one team that are looked at. */
const MOST = 10_000

/** Jobs of one team. The queue knows no row-level security: the team stands in every payload. */
export async function teamQueue(db: Db, teamId: TeamId, limit: number): Promise<TeamQueue> {
  const { login } = poolsBehind(db)
  return guarded(async () => {
    if (!(await hasQueue(db))) return EMPTY
    const [counts] = await login<(Omit<TeamQueue, 'jobs' | 'oldestMs' | 'doneLately'> & { oldest: string | null })[]>`
      select count(*) filter (where state = 'created')::int as waiting, count(*) filter (where state = 'active')::int as running,
        count(*) filter (where state = 'retry')::int as retrying, count(*) filter (where state = 'failed')::int as failed,
        floor(extract(epoch from min(start_after) filter (where state in ('created', 'retry') and start_after <= now())) * 1000)::bigint::text as oldest
      from (${ofTeam(db, teamId)} limit ${MOST}) j`
    const [ended] = await login<{ count: number }[]>`
      select count(*)::int as count from pgboss.job
      where name not like '\\_\\_%' and data ->> 'teamId' = ${teamId} and state = 'completed' and completed_on > now() - interval '10 minutes'`
    const rows = await login<(Omit<TeamJob, 'createdAtMs' | 'nextAtMs'> & { created: string; next: string | null })[]>`
      select id, name as kind,
        case state::text when 'created' then 'waiting' when 'active' then 'running' when 'retry' then 'retrying' else 'failed' end as state,
        retry_count + case when state in ('active', 'failed') then 1 else 0 end as attempt, retry_limit + 1 as attempts,
        split_part(output ->> 'message', ':', 1) as error, floor(extract(epoch from created_on) * 1000)::bigint::text as created,
        case when state in ('created', 'retry') then floor(extract(epoch from start_after) * 1000)::bigint::text end as next
      from (${ofTeam(db, teamId)} limit ${MOST}) j
      order by array_position(array['failed', 'retry', 'active', 'created'], state::text), created_on desc, id limit ${limit}`
    const { oldest, ...rest } = counts ?? { ...EMPTY, oldest: null }
    return {
      ...rest,
      doneLately: ended?.count ?? 0,
      oldestMs: oldest === null ? null : Number(oldest),
      jobs: rows.map(({ created, next, error, ...row }) => ({
        ...row,
        error: errorCode(error),
        createdAtMs: Number(created),
        nextAtMs: next === null ? null : Number(next),
      })),
    }
  })
}

/** Anything else than a word could hold what somebody wrote. */
const errorCode = (said: string | null): string | null =>
  said === null ? null : (/^([A-Za-z_]{1,60})(?: at \S+)?$/.exec(said)?.[1] ?? 'failed')

/**
 * Gives a failed job of a team another try, at once. @returns `known` when one like it waits already, `unknown` when the team has no such failed job.
 */
export async function retryTeamJob(db: Db, teamId: TeamId, jobId: string): Promise<'retried' | 'known' | 'unknown'> {
  const { login } = poolsBehind(db)
  return guarded(async () => {
    if (!(await hasQueue(db))) return 'unknown'
    const [failed] = await login<{ id: string; isKnown: boolean }[]>`
      select j.id, exists (select 1 from pgboss.job o where o.name = j.name and o.singleton_key = j.singleton_key
        and o.id <> j.id and o.state in ('created', 'retry')) as "isKnown"
      from pgboss.job j where j.id = ${jobId}::uuid and j.state = 'failed' and j.data ->> 'teamId' = ${teamId}`
    if (!failed) return 'unknown'
    if (failed.isKnown) return 'known'
    const retried = await login`
      update pgboss.job set state = 'retry', retry_limit = retry_limit + 1, completed_on = null, start_after = now()
      where id = ${jobId}::uuid and state = 'failed' and data ->> 'teamId' = ${teamId} returning 1`
    return retried.length > 0 ? 'retried' : 'known'
  })
}

const hasQueue = async (db: Db): Promise<boolean> =>
  (await poolsBehind(db).login<{ known: boolean }[]>`select to_regclass('pgboss.job') is not null as known`)[0]?.known ?? false

const ofTeam = (db: Db, teamId: TeamId) => poolsBehind(db).login`
  select * from pgboss.job where name not like '\\_\\_%' and data ->> 'teamId' = ${teamId}
    and (state in ('created', 'retry', 'active') or (state = 'failed' and completed_on > now() - interval '1 day'))`
