import type { MessageChange } from '@backscroll/core'
import { type InboxEvent, type Installation, installationsOf, type TeamLease } from '@backscroll/db'
import { type SlackEvent, toSlackEvent } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import type { AppliedDelivery } from '../../telemetry/ingest-events.ts'
import { acceptFollowUps } from '../surfaces/accept-follow-ups.ts'
import { applyEvent } from './apply-event.ts'
import { fanOut, isFanOut } from './fan-out.ts'
import { storeMessages } from './store-messages.ts'

/** What a round of deliveries came to. */
export interface AppliedCounts {
  seen: number
  changes: number
  setAside: number
  /** Changes to messages of channels that no admin has allowed: nothing of them is kept. */
  notAllowed: number
  /** Deliveries that were applied, by what they mean. */
  applied: Record<string, number>
  /** Ignored deliveries by their reason. */
  ignored: Record<string, number>
  /** Those whose effect is stored now. */
  done: AppliedDelivery[]
}

/**
 * Applies the next deliveries of a leased team, each exactly once: writes and the done mark are one transaction.
 * A delivery that cannot be applied is set aside with its error and holds nothing up; an outage spends no attempt.
 */
export async function applyDeliveries(ctx: Context, lease: TeamLease, limit: number): Promise<AppliedCounts> {
  const counts: AppliedCounts = { seen: 0, changes: 0, setAside: 0, notAllowed: 0, applied: {}, ignored: {}, done: [] }
  const waiting = await lease.events(limit)
  counts.seen = waiting.length
  if (waiting.length === 0) return counts
  const deliveries = waiting.filter((delivery) => !isFanOut(delivery))
  const installation = await ctx.db.withTenant(lease.teamId, (tx) => installationsOf(tx).latest(lease.teamId, ctx.config.SLACK_APP_ID))
  const read: Read[] = []
  for (const delivery of deliveries) {
    try {
      read.push({ delivery, event: readEvent(delivery, installation, counts) })
    } catch (error) {
      await lease.setAside(delivery, error)
      counts.setAside += 1
    }
  }
  await commit(ctx, lease, read, counts)
  counts.setAside += await fanOut(ctx, lease, waiting.filter(isFanOut))
  return counts
}

interface Read {
  delivery: InboxEvent
  /** null: nothing to do, only to be marked done. */
  event: SlackEvent | null
}

/** Without an active installation, and while a team is paused, nothing of it is kept, except what ends it. */
function readEvent(delivery: InboxEvent, installation: Installation | null, counts: AppliedCounts): SlackEvent | null {
  const self = { botUserId: installation?.botUserId ?? '', botId: installation?.botId ?? null, appId: delivery.appId }
  const event = toSlackEvent(JSON.parse(delivery.body), self)
  if (event.kind === 'ignored') {
    count(counts.ignored, event.reason)
    return null
  }
  if ((installation?.isActive && !installation.isPaused) || event.kind === 'uninstalled' || event.kind === 'tokens-revoked') return event
  count(counts.ignored, 'team-not-installed')
  return null
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

/** All in one transaction; when that fails for a reason in the data, halves, down to the culprit. */
async function commit(ctx: Context, lease: TeamLease, read: readonly Read[], counts: AppliedCounts): Promise<void> {
  const [only] = read
  if (!only) return
  const done = { changes: 0, notAllowed: 0 }
  try {
    await lease.commit(
      read.map(({ delivery }) => delivery),
      async (tx) => {
        const changes: MessageChange[] = []
        const flush = async () => {
          const batch = changes.splice(0)
          const stored = await storeMessages(ctx, tx, lease.teamId, batch)
          done.changes += stored.applied
          done.notAllowed += stored.notAllowed
          await acceptFollowUps(ctx, tx, lease.teamId, batch)
        }
        for (const { event } of read) {
          if (event?.kind === 'messages') changes.push(...event.changes)
          else if (event) {
            await flush()
            await applyEvent(ctx, tx, lease.teamId, event)
          }
        }
        await flush()
      },
    )
    counts.changes += done.changes
    counts.notAllowed += done.notAllowed
    for (const { event, delivery } of read) {
      if (!event) continue
      count(counts.applied, event.kind === 'noted' ? event.what : event.kind)
      counts.done.push({ eventId: delivery.eventId, receivedAtMs: delivery.receivedAtMs })
    }
  } catch (error) {
    if (isOutage(error) || lease.signal.aborted) throw error
    if (read.length === 1) {
      await lease.setAside(only.delivery, error)
      counts.setAside += 1
      return
    }
    const middle = read.length >> 1
    await commit(ctx, lease, read.slice(0, middle), counts)
    await commit(ctx, lease, read.slice(middle), counts)
  }
}

/** The deliveries are not to blame. */
const isOutage = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'retry_later' || error.code === 'lease_lost')
