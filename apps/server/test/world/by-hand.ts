import { teamId } from '@backscroll/core'
import { claimTeam, type TeamLease } from '@backscroll/db'
import type { Context } from '../../src/context.ts'
import { type AppliedCounts, applyDeliveries } from '../../src/flows/intake/apply-deliveries.ts'
import { delivery } from './door.ts'
import { ACME, APP_ID } from './small-company.ts'

let sent = 0

/** Puts raw events into the inbox and applies them in the order given, without a loop: the server must be stopped. */
export async function applied(ctx: Context, ...events: Record<string, unknown>[]): Promise<AppliedCounts> {
  for (const event of events) {
    sent += 1
    const eventId = `EvHAND${process.pid}N${sent}`
    const body = JSON.stringify(delivery({ event_ts: event.ts, ...event }, { eventId }))
    const row = { eventId, teamId: teamId(ACME), appId: APP_ID, channelId: null, type: String(event.type), body, retryNum: 0 }
    await ctx.inbox.add(row)
  }
  return leased(ctx, (lease) => applyDeliveries(ctx, lease, events.length))
}

/** Does some work of the ingest loop under a lease of its own. */
export async function leased<Result>(ctx: Context, work: (lease: TeamLease) => Promise<Result>): Promise<Result> {
  const lease = await claimTeam(ctx.db, { leaseMs: 30_000 })
  if (!lease) throw new Error('there is nothing to do')
  try {
    return await work(lease)
  } finally {
    await lease.release()
  }
}
