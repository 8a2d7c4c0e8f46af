import type { ChannelList, ChannelsQuery } from '@backscroll/contracts'
import { type ChannelFilter, countPolicies, listChannels } from '@backscroll/db'
import { z } from 'zod'
import type { Context } from '../../../context.ts'
import type { Caller } from '../../access/caller.ts'
import { readPlace, writePlace } from '../../access/page-place.ts'
import { aroundChannels, readingState } from './around-channels.ts'
import { shownChannel } from './shown-channel.ts'

/** A cursor belongs to one order. */
const placeIn = (sort: string) => z.strictObject({ sort: z.literal(sort), key: z.string().max(300), channelId: z.string().max(40) })

/** A page of channels with how far they are read; names of private ones are for those who are in them. */
export async function listedChannels(ctx: Context, { teamId, userId }: Caller, query: ChannelsQuery): Promise<ChannelList> {
  const { sort, limit, cursor } = query
  const after = readPlace(placeIn(sort), cursor)
  return ctx.db.withTenant(teamId, async (tx) => {
    const reading = await readingState(tx)
    const { channels, next } = await listChannels(tx, { viewerId: userId, reading, filter: filterOf(query), sort, after, limit })
    const around = await aroundChannels(ctx, tx, channels)
    const counts = await countPolicies(tx)
    return {
      data: channels.map((channel) => shownChannel(channel, around)),
      nextCursor: writePlace(next && { sort, ...next }),
      hasMore: next !== null,
      counts: { all: counts.pending + counts.allowed + counts.excluded, ...counts },
    }
  })
}

const filterOf = ({ search, policy, status, private: kind }: ChannelsQuery): ChannelFilter => ({
  ...(search ? { search } : {}),
  ...(policy ? { policies: policy } : {}),
  ...(status ? { statuses: status } : {}),
  ...(kind ? { isPrivate: kind === 'yes' } : {}),
})
