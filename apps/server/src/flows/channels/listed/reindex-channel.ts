import type { Accepted } from '@backscroll/contracts'
import { NotFoundError } from '@backscroll/core'
import { channelsOf, messagesOf } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import { audited } from '../../access/audited.ts'
import type { Caller } from '../../access/caller.ts'

/** Has every message of a channel compared with the index, and written to it where it differs. @throws NotFoundError */
export async function reindexChannel(ctx: Context, caller: Caller, channelId: string): Promise<Accepted> {
  await ctx.db.withTenant(caller.teamId, async (tx) => {
    if (!(await channelsOf(tx).get(channelId))) throw new NotFoundError('There is no such channel.')
    const messages = await messagesOf(tx).markChannelDirty(channelId)
    await audited(tx, caller, { action: 'channel.reindex', target: channelId, diff: { messages }, atMs: ctx.clock.nowMs() })
  })
  ctx.wake.notify()
  return { id: channelId }
}
