import type { ChannelId, UserId, VisibleChannels } from '@backscroll/core'
import { audienceChannelsOf, channelWordOf, type TenantTx, visibleChannelsOf } from '@backscroll/db'

/** A channel where an answer is posted: everybody in it, and whether anybody else in the workspace may come and read. */
export interface Audience {
  people: readonly string[]
  place: 'public' | 'private'
}

/** Who will read an answer. */
export interface Readers {
  askerId: UserId
  /** Where the answer is posted; null when the asker alone sees it. */
  audience: Audience | null
  /** An answer is made from what is found: channels without answers are left out. Default: it is only looked for. */
  purpose?: 'answer'
}

/**
 * The channels that all readers of an answer may read now. One person: allowed channels that are public, or in which the person is a
 * member; a guest only where a member; none for people this workspace does not know. Several: what each of them may read.
 * The only maker of `VisibleChannels`.
 */
export async function visibleChannels(tx: TenantTx, { askerId, audience, purpose }: Readers): Promise<VisibleChannels> {
  const ids = audience ? await audienceChannelsOf(tx)([...audience.people, askerId], audience.place) : await visibleChannelsOf(tx)(askerId)
  if (purpose !== 'answer') return asVisible(ids)
  const silent = await channelWordOf(tx).withoutAnswers()
  return asVisible(ids.filter((id) => !silent.has(id)))
}

/**
 * Channels that are read, for looking again at an answer that was given: it decides what is taken out of it, and nobody reads a word through it
 * that was not shown before.
 */
export const asServed = (channels: readonly { channelId: string }[]): VisibleChannels =>
  asVisible(channels.map((channel) => channel.channelId as ChannelId))

const asVisible = (ids: readonly ChannelId[]): VisibleChannels => ids as VisibleChannels
