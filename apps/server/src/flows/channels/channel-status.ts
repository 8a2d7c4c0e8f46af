import { type Channel, channelsOf, isReadToTheEnd, type TenantTx, type Watermark, watermarksOf } from '@backscroll/db'

/** How far the history of a channel is read, and why not further. */
export interface ChannelStatus {
  status: 'not-read' | 'waiting' | 'reading' | 'ready' | 'blocked'
  /** For people; null when there is nothing to explain. */
  reason: string | null
}

/** Every channel of a team with its state, by name. */
export async function channelStatuses(tx: TenantTx): Promise<(Channel & ChannelStatus)[]> {
  const watermarks = new Map((await watermarksOf(tx).list()).map((watermark) => [watermark.channelId as string, watermark]))
  return (await channelsOf(tx).list()).map((channel) => ({ ...channel, ...statusOf(channel, watermarks.get(channel.channelId)) }))
}

function statusOf(channel: Channel, watermark: Watermark | undefined): ChannelStatus {
  if (channel.policy !== 'allowed')
    return { status: 'not-read', reason: channel.policy === 'pending' ? 'No admin has allowed it yet.' : null }
  if (!channel.botIsMember && !watermark) return { status: 'blocked', reason: 'Backscroll is not in this channel. Invite it with /invite.' }
  if (watermark?.isStopped) return { status: 'blocked', reason: 'Somebody stopped the reading of this channel before its end.' }
  if (watermark && isReadToTheEnd(watermark)) return { status: 'ready', reason: null }
  return { status: watermark ? 'reading' : 'waiting', reason: null }
}
