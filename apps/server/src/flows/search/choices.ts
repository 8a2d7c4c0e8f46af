import type { Authors, ReadableChannels, Received } from '@backscroll/contracts'
import { channelsToChoose, peopleToChoose } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { visibleChannels } from '../channels/visible-channels.ts'

/** Shown at once of what a name fits; as many as a request may name by their ids. */
const MOST = 30
const MOST_NAMED = 100

const limitOf = ({ ids }: { ids?: readonly string[] | undefined }): number => (ids ? MOST_NAMED : MOST)

/** Channels that the caller may read now, to choose from; what may not be read is as unknown as what does not exist. */
export async function findReadable(
  ctx: Context,
  { teamId, userId }: Caller,
  query: Received<'findReadable'>['query'],
): Promise<ReadableChannels> {
  return ctx.db.withTenant(teamId, async (tx) => {
    const visible = await visibleChannels(tx, { askerId: userId, audience: null })
    return { data: await channelsToChoose(tx, visible, { ...query, limit: limitOf(query) }), total: visible.length }
  })
}

/** People whom the caller may know of, to choose from. */
export async function findAuthors(ctx: Context, { teamId, userId }: Caller, query: Received<'findAuthors'>['query']): Promise<Authors> {
  return ctx.db.withTenant(teamId, async (tx) => {
    const visible = await visibleChannels(tx, { askerId: userId, audience: null })
    return { data: await peopleToChoose(tx, { viewerId: userId, visible }, { ...query, limit: limitOf(query) }) }
  })
}
