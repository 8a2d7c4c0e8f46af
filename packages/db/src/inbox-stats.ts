import { sql } from 'drizzle-orm'
import { type Db, poolsBehind } from './db.ts'
import { guarded } from './driver-errors.ts'
import { queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** The state of the inbox. `oldestPendingMs` is the arrival of the oldest event that waits; `lastError` belongs to an event that waits, else to the one that died last. */
export interface InboxStats {
  pending: number
  dead: number
  oldestPendingMs: number | null
  lastError: string | null
}

/** An event that was given up, for the operator; without its body. */
export interface DeadEvent {
  eventId: string
  teamId: string
  type: string
  error: string | null
  attempts: number
  deadAtMs: number
}

/** Counts over one team's inbox, or over all with the system's transaction. */
export async function inboxStatsOf(tx: SystemTx | TenantTx): Promise<InboxStats> {
  const [row] = await queriesOf(tx).execute<{ pending: number; dead: number; oldest: string | null; error: string | null }>(sql`
    with pending as (
      select count(*)::int as pending, (extract(epoch from min(received_at)) * 1000)::bigint as oldest, max(error) as error
      from inbox_events where done_at is null and dead_at is null),
    dead as (
      select count(*)::int as dead, (array_agg(error order by dead_at desc))[1] as error from inbox_events where dead_at is not null)
    select pending, dead, oldest, coalesce(pending.error, dead.error) as error from pending, dead`)
  return {
    pending: row?.pending ?? 0,
    dead: row?.dead ?? 0,
    oldestPendingMs: row?.oldest ? Number(row.oldest) : null,
    lastError: row?.error ?? null,
  }
}

/** Events that were given up, newest first. */
export async function deadEvents(tx: SystemTx | TenantTx, limit = 100): Promise<DeadEvent[]> {
  const rows = await queriesOf(tx).execute<Omit<DeadEvent, 'deadAtMs'> & { deadAtMs: string }>(sql`
    select event_id as "eventId", team_id as "teamId", type, error, attempts, (extract(epoch from dead_at) * 1000)::bigint as "deadAtMs"
    from inbox_events where dead_at is not null order by dead_at desc, event_id limit ${limit}`)
  return rows.map((row) => ({ ...row, deadAtMs: Number(row.deadAtMs) }))
}

/** Forgets events that have been done for longer than this. Slack retries for up to a day: less than that lets them in again. */
export async function purgeDone(db: Db, olderThanMs: number): Promise<number> {
  const { system } = poolsBehind(db)
  const gone = await guarded(
    async () => system`delete from inbox_events where done_at < now() - ${olderThanMs}::float8 * interval '1 millisecond' returning 1`,
  )
  return gone.length
}
