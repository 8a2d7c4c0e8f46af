import type { ChannelRow } from '@backscroll/contracts'
import { tsMillis, unreachable } from '@backscroll/core'
import type { ListedChannel } from '@backscroll/db'
import { iso, isoOrNull } from '../../access/iso.ts'

/** What a row needs to know beside the channel itself. */
export interface Around {
  /** What holds where a channel has no days of its own. */
  teamDays: number
  /** Seconds until each channel is read; those that are not being read are missing. */
  etas: ReadonlyMap<string, number>
}

/** A channel as the API has it. */
export function shownChannel(channel: ListedChannel, { teamDays, etas }: Around): ChannelRow {
  const { channelId, name, isPrivate, isArchived, isShared, botIsMember, memberCount, policy, status, stored, indexed } = channel
  return {
    channelId,
    name,
    isPrivate,
    isArchived,
    isShared,
    botIsMember,
    memberCount,
    policy,
    status,
    reason: reasonFor(channel),
    messages: { stored, indexed, expected: status === 'ready' ? stored : null },
    etaSeconds: status === 'reading' ? (etas.get(channelId) ?? null) : null,
    lastMessageAt: isoOrNull(channel.lastTs === null ? null : tsMillis(channel.lastTs)),
    answersEnabled: channel.answersEnabled,
    retentionDays: channel.retentionDays,
    keptDays: channel.retentionDays ?? teamDays,
    legalHold: channel.legalHold,
    priority: channel.priority,
    purgeAt: isoOrNull(channel.purgeAtMs),
  }
}

/** Why a channel is not ready, and what to do; null when it is. */
export function reasonFor({ status, isPrivate, isStopped, hasBegun, purgeAtMs }: ListedChannel): string | null {
  switch (status) {
    case 'ready':
      return null
    case 'pending':
      return 'Nobody has decided about it yet. Allow it to have it read.'
    case 'excluded':
      return 'It is excluded. Allow it to have it read.'
    case 'leaving':
      return `It is excluded, and what was read of it goes${purgeAtMs === null ? '' : ` at ${iso(purgeAtMs)}`}. Allow it again to keep it.`
    case 'failed':
      return isPrivate
        ? 'Backscroll is not in this channel. Somebody in it can invite it in Slack with /invite @Backscroll.'
        : 'Backscroll is not in this channel. Let it join, or invite it in Slack with /invite @Backscroll.'
    case 'partial':
      return isStopped
        ? 'Somebody ended its reading before the end. Compare with Slack to go on.'
        : 'Backscroll was taken out of this channel. What was read is searched; invite it again to go on.'
    case 'paused':
      return 'Reading is paused in this workspace. Resume it to go on.'
    case 'reading':
      return hasBegun ? 'It is being read.' : 'It waits for its turn to be read.'
    default:
      return unreachable(status)
  }
}
