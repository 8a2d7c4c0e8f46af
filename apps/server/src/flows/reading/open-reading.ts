import type { ChannelId, RateClass, TeamId } from '@backscroll/core'
import { backfillRunsOf, type RunTrigger, type TenantTx, teamReadingOf, watermarksOf } from '@backscroll/db'
import type { Storage } from '../../context.ts'
import { keptDaysIn } from '../retention/kept-since.ts'
import { planPass } from './plan-pass.ts'

/** What is to be read, and why. */
export interface Reading {
  teamId: TeamId
  channels: readonly ChannelId[]
  trigger: RunTrigger
  actor: string
  /** How many days back the window goes; never further than is kept. */
  days: number
  /** Everything before this moment was compared; per channel, null where nothing was. */
  goodUntilMs?: (channelId: ChannelId) => number | null
}

/**
 * Begins a pass over each channel and opens a run for them, or adds them to the one that is open: a team has one at a time. What an open pass has
 * still to read is read by the new one too.
 */
export async function openReading(storage: Storage, tx: TenantTx, reading: Reading): Promise<void> {
  const { teamId, channels, trigger, actor, days, goodUntilMs } = reading
  if (channels.length === 0) return
  const nowMs = storage.clock.nowMs()
  const { rateClass } = await teamReadingOf(tx).get()
  const kept = await keptDaysIn(tx)
  // passes before the run, as the readers do
  for (const channelId of [...channels].sort()) {
    const open = await watermarksOf(tx).get(channelId)
    const goodMs = isScarce(rateClass, trigger) ? (goodUntilMs?.(channelId) ?? null) : null
    await watermarksOf(tx).begin(planPass({ channelId, trigger, nowMs, days: Math.min(days, kept(channelId) ?? days), goodMs, open }))
  }
  await backfillRunsOf(tx).join({ trigger, actor, channels: [...channels], startedAtMs: nowMs })
  await wakeReaders(storage, tx, teamId)
}

/** Lets both readers of a team look for work; one that waits for Slack's limits already goes on waiting. */
export async function wakeReaders(storage: Storage, tx: TenantTx, teamId: TeamId): Promise<void> {
  await storage.enqueue('history.read', { teamId }, { tx })
  await storage.enqueue('replies.read', { teamId }, { tx })
}

const ONLY_RECENT: readonly RunTrigger[] = ['rate-limited', 'downtime', 'sync-now', 'schedule']

/** The capped class compares what may be wrong and no more: the whole window would take it hours. */
const isScarce = (rateClass: RateClass, trigger: RunTrigger): boolean => rateClass === 'capped' && ONLY_RECENT.includes(trigger)
