import type { ChannelChange, ChannelRow } from '@backscroll/contracts'
import { NotFoundError } from '@backscroll/core'
import { type ChannelRetention, type ChannelWord, channelWordOf, retentionOf } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import { actorOf } from '../../access/actor-of.ts'
import { audited } from '../../access/audited.ts'
import type { Caller } from '../../access/caller.ts'
import { aroundChannels, findListed } from './around-channels.ts'
import { shownChannel } from './shown-channel.ts'

/** Changes how long a channel is kept, its hold, its answers or its place in the reading order; each in the audit log. @throws NotFoundError */
export async function changeChannel(ctx: Context, caller: Caller, channelId: string, change: ChannelChange): Promise<ChannelRow> {
  const atMs = ctx.clock.nowMs()
  return ctx.db.withTenant(caller.teamId, async (tx) => {
    const { actor, actorKind } = actorOf(caller)
    const kept = keptIn(change)
    if (Object.keys(kept).length > 0 && !(await retentionOf(tx).set(channelId, kept, { by: actor, actorKind, atMs })))
      throw new NotFoundError(NO_CHANNEL)
    if (Object.keys(kept).length > 0) await ctx.enqueue('team.retain', { teamId: caller.teamId }, { tx })
    const word = wordIn(change)
    if (Object.keys(word).length > 0) {
      const before = await channelWordOf(tx).set(channelId, word)
      if (!before) throw new NotFoundError(NO_CHANNEL)
      await audited(tx, caller, { action: 'channel.change', target: channelId, diff: { from: before, to: { ...before, ...word } }, atMs })
    }
    const listed = await findListed(tx, caller.userId, channelId)
    if (!listed) throw new NotFoundError(NO_CHANNEL)
    return shownChannel(listed, await aroundChannels(ctx, tx, [listed]))
  })
}

const NO_CHANNEL = 'There is no such channel.'

const keptIn = ({ retentionDays, legalHold }: ChannelChange): Partial<ChannelRetention> => ({
  ...(retentionDays === undefined ? {} : { retentionDays }),
  ...(legalHold === undefined ? {} : { legalHold }),
})

const wordIn = ({ answersEnabled, priority }: ChannelChange): ChannelWord => ({
  ...(answersEnabled === undefined ? {} : { answersEnabled }),
  ...(priority === undefined ? {} : { backfillPriority: priority }),
})
