import type { ChannelId, TeamId } from '@backscroll/core'
import { channelsOf, coverageOf, membersOf, purgeChannel, type TenantTx, watermarksOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { followChannel } from '../living/follow-sources.ts'

/**
 * The app cannot read a channel any more: it left, was taken out, or Slack no longer shows it. Nobody tells us then who leaves a private
 * channel, so what was kept of one goes, also from answers; a public one stays readable to those who may read it in Slack.
 */
export async function loseChannel(ctx: Context, tx: TenantTx, teamId: TeamId, channelId: ChannelId): Promise<void> {
  const channel = await channelsOf(tx).get(channelId)
  if (!channel) return
  await channelsOf(tx).setBotMember(channelId, false)
  if (!channel.isPrivate) return
  await purgeChannel(tx, channelId, BigInt(ctx.clock.nowMs()) * 1_000n)
  await followChannel(ctx, tx, teamId, channelId)
  await membersOf(tx).clear(channelId)
  await watermarksOf(tx).reset(channelId)
  await coverageOf(tx).forget(channelId)
}
