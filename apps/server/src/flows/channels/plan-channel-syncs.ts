import { type ChannelId, paceOf, type TeamId } from '@backscroll/core'
import type { TenantTx } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** Plans a job for each of these channels, no faster than Slack grants what they ask. @param waitMs until the first one. */
export async function planChannelSyncs(
  ctx: Context,
  { teamId, channels, waitMs = 0, tx }: { teamId: TeamId; channels: readonly ChannelId[]; waitMs?: number; tx?: TenantTx },
): Promise<void> {
  const apartMs = ctx.config.SLACK_PACE === 'off' ? 0 : paceOf('conversations.info', 'full').intervalMs
  for (const [at, channelId] of channels.entries())
    await ctx.enqueue('channel.sync', { teamId, channelId }, { startAfterMs: waitMs + at * apartMs, ...(tx ? { tx } : {}) })
}
