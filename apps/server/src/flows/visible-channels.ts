import type { ChannelId, UserId, VisibleChannels } from '@backscroll/core'
import { audienceChannelsOf, type TenantTx, visibleChannelsOf } from '@backscroll/db'

/**
 * The channels one person may read now: allowed ones that are public, or in which the person is a member; a guest only where a member.
 * Empty for people this workspace does not know. The only maker of `VisibleChannels` besides `audienceChannels`.
 */
export async function visibleChannels(tx: TenantTx, asker: UserId): Promise<VisibleChannels> {
  return asVisible(await visibleChannelsOf(tx)(asker))
}

/** The channels that every one of these people may read: what may be said where all of them can see it. */
export async function audienceChannels(tx: TenantTx, people: readonly string[]): Promise<VisibleChannels> {
  return asVisible(await audienceChannelsOf(tx)(people))
}

const asVisible = (ids: readonly ChannelId[]): VisibleChannels => ids as VisibleChannels
