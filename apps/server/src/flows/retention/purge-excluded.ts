import type { ChannelId, TeamId } from '@backscroll/core'
import { channelsOf, coverageOf, purgeChannel, type TenantTx, watermarksOf } from '@backscroll/db'
import { type Follower, followChannel } from '../living/follow-sources.ts'

/** Lets go what was read of a channel that is read no more: it cannot be taken back afterwards, only read again. @returns how many messages. */
export async function purgeExcluded(
  ctx: Follower,
  tx: TenantTx,
  { teamId, channelId }: { teamId: TeamId; channelId: ChannelId },
): Promise<number> {
  const messages = await purgeChannel(tx, channelId, BigInt(ctx.clock.nowMs()) * 1_000n)
  await followChannel(ctx, tx, teamId, channelId)
  await watermarksOf(tx).reset(channelId)
  await coverageOf(tx).forget(channelId)
  await channelsOf(tx).setPurgeAt(channelId, null)
  return messages
}
