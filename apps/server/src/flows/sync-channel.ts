import type { ChannelId, TeamId } from '@backscroll/core'
import { channelsOf } from '@backscroll/db'
import type { Context } from '../context.ts'
import { allowNamedChannels } from './allow-named-channels.ts'
import { readMembers } from './sync-team.ts'

/** Reads one channel's facts and members from Slack and, when it is allowed, goes on with its history. */
export async function syncChannel(
  ctx: Context,
  { teamId, channelId }: { teamId: TeamId; channelId: ChannelId },
  signal: AbortSignal,
): Promise<void> {
  const gateway = await ctx.slack(teamId)
  const facts = await gateway.channel(channelId)
  // Slack no longer shows it to the app: what is stored keeps its rights, nothing new is read
  if (!facts) return ctx.db.withTenant(teamId, (tx) => channelsOf(tx).setBotMember(channelId, false))
  await ctx.db.withTenant(teamId, (tx) => channelsOf(tx).upsertMany([facts]))
  if (facts.botIsMember || !facts.isPrivate) await readMembers(ctx, teamId, channelId, signal)
  const isAllowed = await ctx.db.withTenant(teamId, async (tx) => {
    await allowNamedChannels(ctx, tx)
    return channelsOf(tx).isAllowed(channelId)
  })
  if (isAllowed && facts.botIsMember) await ctx.enqueue('channel.backfill', { teamId, channelId })
}
