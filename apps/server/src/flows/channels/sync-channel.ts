import { type ChannelId, SlackRefusedError, type TeamId } from '@backscroll/core'
import { channelsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { allowByRules } from './allow-by-rules.ts'
import { planJoins } from './join-by-setting.ts'
import { loseChannel } from './lose-channel.ts'
import { planChannelSyncs } from './plan-channel-syncs.ts'
import { readMembers } from './sync-team.ts'

/** Reads one channel's facts and members from Slack and, when it is allowed, goes on with its history. */
export async function syncChannel(
  ctx: Context,
  { teamId, channelId }: { teamId: TeamId; channelId: ChannelId },
  signal: AbortSignal,
): Promise<void> {
  const gateway = await ctx.slack(teamId)
  const asOf = await ctx.db.withTenant(teamId, (tx) => channelsOf(tx).asOf())
  const facts = await gateway.channel(channelId)
  if (!facts || (facts.isPrivate && !facts.botIsMember)) return ctx.db.withTenant(teamId, (tx) => loseChannel(ctx, tx, teamId, channelId))
  const isAllowed = await ctx.db.withTenant(teamId, async (tx) => {
    await channelsOf(tx).upsertMany([facts], asOf)
    const { allowed } = await allowByRules(ctx, tx, { audit: 'each' })
    await planChannelSyncs(ctx, { teamId, channels: allowed.filter((id) => id !== channelId), tx })
    const channel = await channelsOf(tx).get(channelId)
    if (channel) await planJoins(ctx, tx, teamId, [channel])
    return channel?.policy === 'allowed'
  })
  if (!isAllowed) return
  try {
    await readMembers(ctx, teamId, channelId, signal)
  } catch (error) {
    if (!(error instanceof SlackRefusedError)) throw error
    return ctx.db.withTenant(teamId, (tx) => loseChannel(ctx, tx, teamId, channelId))
  }
  if (!facts.botIsMember) return
  await ctx.enqueue('channel.backfill', { teamId, channelId })
  await ctx.enqueue('channel.announce', { teamId, channelId })
}
