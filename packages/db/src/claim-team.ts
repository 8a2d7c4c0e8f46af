import { randomUUID } from 'node:crypto'
import type { TeamId } from '@backscroll/core'
import { type Db, poolsBehind } from './db.ts'
import { guarded } from './driver-errors.ts'
import { startLease, type TeamLease } from './team-lease.ts'

/** Times and limits of a claim. */
export interface ClaimOptions {
  /** How long the lease lasts without renewal; it renews itself at a third of this. */
  leaseMs: number
  /** Attempts after which an event is dead, default 8. */
  maxAttempts?: number
}

const DUE = 'done_at is null and dead_at is null and (not_before is null or not_before <= now())'
const DIRTY = 'indexed_version is distinct from version'

/** Skip-scans of the partial indexes: the cost grows with teams, not with rows. Teams that are gone keep their dirty rows to themselves. */
const CLAIM = `
with recursive
due(team_id) as (
  (select team_id from inbox_events where ${DUE} order by team_id limit 1)
  union all
  select (select i.team_id from inbox_events i where ${DUE} and i.team_id > due.team_id order by i.team_id limit 1)
  from due where due.team_id is not null),
dirty(team_id) as (
  (select team_id from messages where ${DIRTY} order by team_id limit 1)
  union all
  select (select m.team_id from messages m where ${DIRTY} and m.team_id > dirty.team_id order by m.team_id limit 1)
  from dirty where dirty.team_id is not null),
tables(team_id) as (
  select team_id from index_state
  where building_version is not null or cardinality(retired_versions) > 0 or purge_at <= now()),
work as (
  select team_id from due where team_id is not null
  union
  select d.team_id from (select team_id from dirty union all select team_id from tables) d
  join teams t on t.team_id = d.team_id and t.state in ('installing', 'active')),
free as materialized (
  select w.team_id from work w left join team_lease l on l.team_id = w.team_id
  where l.until is null or l.until <= now()
  order by l.until nulls first, random() limit 1),
claimed as (
  insert into team_lease (team_id, owner, until)
  select team_id, $1::uuid, now() + $2::float8 * interval '1 millisecond' from free
  on conflict (team_id) do update set owner = excluded.owner, until = excluded.until where team_lease.until <= now()
  returning team_id)
select (select team_id from claimed) as "teamId", exists (select 1 from free) as "hasWork"`

/** Workers that look at the same moment choose the same team: all but one of them look again. */
const TRIES = 4

const CLAIM_ONE = `
insert into team_lease (team_id, owner, until)
select team_id, $1::uuid, now() + $2::float8 * interval '1 millisecond' from teams where team_id = $3
on conflict (team_id) do update set owner = excluded.owner, until = excluded.until where team_lease.until <= now()
returning team_id as "teamId"`

/**
 * Claims one team that has due events, dirty messages or search tables to see to, and no living lease: the one
 * that was left longest ago, so that no team waits for longer than one turn of all others.
 * @returns null when there is nothing to do, or another worker was quicker.
 */
export async function claimTeam(db: Db, options: ClaimOptions): Promise<TeamLease | null> {
  const { leaseMs, maxAttempts = 8 } = options
  const owner = randomUUID()
  const { system } = poolsBehind(db)
  for (let tries = 0; tries < TRIES; tries += 1) {
    const [found] = await guarded(async () => system.unsafe<Found[]>(CLAIM, [owner, leaseMs], { prepare: true }))
    if (found?.teamId) return startLease(db, { teamId: found.teamId, owner, leaseMs, maxAttempts })
    if (!found?.hasWork) return null
  }
  return null
}

interface Found {
  teamId: TeamId | null
  hasWork: boolean
}

/** Claims this team, whether it has anything to do or not. @returns null when another worker has it, or it is not known. */
export async function claimOneTeam(db: Db, teamId: TeamId, options: ClaimOptions): Promise<TeamLease | null> {
  const { leaseMs, maxAttempts = 8 } = options
  const owner = randomUUID()
  const { system } = poolsBehind(db)
  const [claimed] = await guarded(async () => system.unsafe<{ teamId: TeamId }[]>(CLAIM_ONE, [owner, leaseMs, teamId], { prepare: true }))
  return claimed ? startLease(db, { teamId, owner, leaseMs, maxAttempts }) : null
}
