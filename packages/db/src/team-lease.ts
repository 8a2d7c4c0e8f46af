import { LeaseLostError, type TeamId, type WriteLease } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { type Db, poolsBehind } from './db.ts'
import { guarded } from './driver-errors.ts'
import { shortReason } from './short-reason.ts'
import { arrayOf, queriesOf, type TenantTx } from './tenant.ts'

/** A stored delivery, handed to the drain. */
export interface InboxEvent {
  eventId: string
  teamId: TeamId
  appId: string
  channelId: string | null
  type: string
  body: string
  retryNum: number
  /** Failed attempts so far. */
  attempts: number
  receivedAtMs: number
}

/** The right to work on one team. Renews itself until it is released; `signal` aborts when it is lost. */
export interface TeamLease extends WriteLease {
  readonly teamId: TeamId
  readonly signal: AbortSignal
  /** Due events in order of arrival. Re-deliveries and retries come out of order: writes compare versions. */
  events(limit: number): Promise<InboxEvent[]>
  /**
   * One transaction: checks and locks the lease, runs `apply`, marks the events done and blanks their bodies. All or nothing.
   * @throws LeaseLostError when another worker has the team; whatever `apply` throws.
   */
  commit(events: readonly InboxEvent[], apply: (tx: TenantTx) => Promise<void>): Promise<void>
  /** Spends an attempt of an event that cannot be applied: it comes back later, after the last attempt never. */
  setAside(event: InboxEvent, error: unknown): Promise<void>
  /** Lets an event wait without spending an attempt: somebody asked for it. */
  postpone(event: InboxEvent, waitMs: number): Promise<void>
  /** Ends the lease. @param pauseMs keeps the team closed to every worker for that long, e.g. during an outage. */
  release(pauseMs?: number): Promise<void>
}

/** Starts the renewal of a lease that has just been claimed. */
export function startLease(db: Db, lease: { teamId: TeamId; owner: string; leaseMs: number; maxAttempts: number }): TeamLease {
  const { teamId, owner, leaseMs, maxAttempts } = lease
  const { system } = poolsBehind(db)
  const lost = new AbortController()
  const isMine = sql`team_id = ${teamId} and owner = ${owner}::uuid and until > now()`

  const renew = async (): Promise<void> => {
    const held = await system`
      update team_lease set until = now() + ${leaseMs}::float8 * interval '1 millisecond'
      where team_id = ${teamId} and owner = ${owner}::uuid and until > now() returning 1`
    if (held.length === 0) lost.abort(new LeaseLostError(`the lease on team ${teamId} has gone to another worker`))
  }
  // a renewal that does not get through is decided by the fence
  const renewal = setInterval(() => void renew().catch(() => {}), leaseMs / 3)
  renewal.unref()

  const fence = async (tx: TenantTx): Promise<void> => {
    lost.signal.throwIfAborted()
    const held = await queriesOf(tx).execute(sql`update team_lease set until = until where ${isMine} returning 1`)
    if (held.length === 0) throw new LeaseLostError(`the lease on team ${teamId} has gone to another worker`)
  }

  return {
    teamId,
    signal: lost.signal,

    async assert() {
      lost.signal.throwIfAborted()
      const held = await guarded(
        async () => system`select 1 from team_lease where team_id = ${teamId} and owner = ${owner}::uuid and until > now()`,
      )
      if (held.length === 0) throw new LeaseLostError(`the lease on team ${teamId} has gone to another worker`)
    },

    async events(limit) {
      const rows = await guarded(
        async () => system<(Omit<InboxEvent, 'receivedAtMs'> & { receivedAt: Date })[]>`
          select event_id as "eventId", team_id as "teamId", app_id as "appId", channel_id as "channelId", type, body,
            retry_num as "retryNum", attempts, received_at as "receivedAt"
          from inbox_events
          where team_id = ${teamId} and done_at is null and dead_at is null and (not_before is null or not_before <= now())
          order by seq limit ${limit}`,
      )
      return rows.map(({ receivedAt, ...event }) => ({ ...event, receivedAtMs: receivedAt.getTime() }))
    },

    commit: (events, apply) =>
      db.withTenant(teamId, async (tx) => {
        await fence(tx)
        await apply(tx)
        if (events.length === 0) return
        const ids = arrayOf(
          events.map((event) => event.eventId),
          'text',
        )
        await queriesOf(tx).execute(sql`update inbox_events set done_at = now(), body = '' where event_id = any(${ids})`)
      }),

    setAside: (event, error) =>
      db.withTenant(teamId, async (tx) => {
        await fence(tx)
        const attempts = event.attempts + 1
        const pauseMs = Math.min(3_600_000, 1_000 * 2 ** attempts)
        await queriesOf(tx).execute(sql`
          update inbox_events set attempts = ${attempts}, error = ${shortReason(error)},
            not_before = now() + ${pauseMs}::float8 * interval '1 millisecond',
            dead_at = case when ${attempts >= maxAttempts} then now() end
          where event_id = ${event.eventId} and done_at is null`)
      }),

    postpone: (event, waitMs) =>
      db.withTenant(teamId, async (tx) => {
        await fence(tx)
        await queriesOf(tx).execute(sql`
          update inbox_events set not_before = now() + ${waitMs}::float8 * interval '1 millisecond'
          where event_id = ${event.eventId} and done_at is null`)
      }),

    async release(pauseMs = 0) {
      clearInterval(renewal)
      await guarded(
        async () => system`
          update team_lease set until = now() + ${pauseMs}::float8 * interval '1 millisecond'
          where team_id = ${teamId} and owner = ${owner}::uuid`,
      )
    },
  }
}
