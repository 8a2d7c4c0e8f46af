import { type TeamId, unreachable } from '@backscroll/core'
import { channelJoinsOf, channelsOf, moveChannel, purgeChannel, type TenantTx } from '@backscroll/db'
import type { ChannelEvent, SlackEvent } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { followChannel } from '../living/follow-sources.ts'
import { openReading } from '../reading/open-reading.ts'
import { readingDays } from '../reading/reading-days.ts'
import { hideExcluded } from './set-channel-policy.ts'

const nowMicros = (ctx: Context): bigint => BigInt(ctx.clock.nowMs()) * 1_000n

/**
 * Applies what happened to a channel. What the event tells counts at once unless something newer is known; what opens a channel, and
 * everything else, is what Slack says when it is asked, whatever order events come in.
 */
export async function applyChannel(ctx: Context, tx: TenantTx, teamId: TeamId, event: ChannelEvent): Promise<void> {
  const { channelId, change, version } = event
  const sync = () => ctx.enqueue('channel.sync', { teamId, channelId }, { tx })
  switch (change) {
    case 'created':
    case 'made-public':
      return sync()
    case 'unarchived':
      await channelsOf(tx).tell(channelId, factsOf(event), version)
      await channelJoinsOf(tx).unbar()
      return sync()
    case 'renamed':
    case 'archived':
    case 'topic':
    case 'shared':
    case 'unshared':
    case 'made-private':
      await channelsOf(tx).tell(channelId, factsOf(event), version)
      return sync()
    case 'deleted':
      await purgeChannel(tx, channelId, nowMicros(ctx))
      await followChannel(ctx, tx, teamId, channelId)
      return channelsOf(tx).remove(channelId)
    default:
      return unreachable(change)
  }
}

/** The facts that an event tells; a channel is never opened by one. */
function factsOf({ name, isPrivate, isArchived, isExtShared, topic, purpose }: ChannelEvent) {
  const told = { name: name || undefined, isPrivate: isPrivate || undefined, isArchived, isExtShared, topic, purpose }
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))
}

/** Slack gave a channel another id, e.g. when a connection between two organizations ended: nothing is read or lost twice. */
export async function applyMove(
  ctx: Context,
  tx: TenantTx,
  teamId: TeamId,
  { fromId, toId }: Extract<SlackEvent, { kind: 'channel-moved' }>,
): Promise<void> {
  const before = await channelsOf(tx).get(toId)
  await moveChannel(tx, { from: fromId, to: toId, version: nowMicros(ctx) })
  const after = await channelsOf(tx).get(toId)
  // read by a rule before it was known to be the channel that an admin has excluded
  if (before?.policy === 'allowed' && after?.policy === 'excluded') await hideExcluded(ctx, tx, { teamId, before: after })
  return ctx.enqueue('channel.sync', { teamId, channelId: toId }, { tx })
}

/** Much of a history changed at once: the channel is compared with Slack over its whole window; without a name, all that are read. */
export async function applyHistoryChange(
  ctx: Context,
  tx: TenantTx,
  teamId: TeamId,
  { channelId }: Extract<SlackEvent, { kind: 'history-changed' }>,
): Promise<void> {
  const allowed = await channelsOf(tx).allowed()
  const channels = channelId ? allowed.filter((id) => id === channelId) : allowed
  const days = await readingDays(tx, ctx.config.BACKFILL_DAYS)
  return openReading(ctx, tx, { teamId, channels, trigger: 'downtime', actor: 'slack', days })
}
