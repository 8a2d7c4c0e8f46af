import type { ChannelRow } from '@backscroll/contracts'
import { channelId as asChannelId, ConflictError, NotFoundError } from '@backscroll/core'
import { channelsOf } from '@backscroll/db'
import { isRefusal } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { audited } from '../../access/audited.ts'
import type { Caller } from '../../access/caller.ts'
import { aroundChannels, findListed } from './around-channels.ts'
import { shownChannel } from './shown-channel.ts'

const NO_CHANNEL = 'There is no such channel.'

/** Lets the app join a public channel. @throws NotFoundError, ConflictError that says why Slack does not let it. */
export async function joinChannel(ctx: Context, caller: Caller, id: string): Promise<ChannelRow> {
  const { teamId } = caller
  const channel = await ctx.db.withTenant(teamId, (tx) => channelsOf(tx).get(id))
  if (!channel) throw new NotFoundError(NO_CHANNEL)
  if (channel.isPrivate) throw new ConflictError('No app can join a private channel by itself. Somebody in it can invite it with /invite.')
  if (!channel.botIsMember) await joinInSlack(ctx, caller, id)
  return ctx.db.withTenant(teamId, async (tx) => {
    await channelsOf(tx).setBotMember(id, true)
    await audited(tx, caller, { action: 'channel.join', target: id, atMs: ctx.clock.nowMs() })
    await ctx.enqueue('channel.sync', { teamId, channelId: asChannelId(id) }, { tx })
    const listed = await findListed(tx, caller.userId, id)
    if (!listed) throw new NotFoundError(NO_CHANNEL)
    return shownChannel(listed, await aroundChannels(ctx, tx, [listed]))
  })
}

async function joinInSlack(ctx: Context, { teamId }: Caller, id: string): Promise<void> {
  try {
    await (await ctx.slack(teamId)).join(asChannelId(id))
  } catch (error) {
    if (isRefusal(error, 'missing_scope'))
      throw new ConflictError(
        'This install may not join channels: the scope channels:join was not granted. Invite the app in Slack with /invite, or install it again.',
      )
    if (isRefusal(error, 'is_archived')) throw new ConflictError('The channel is archived. Nobody can join it.')
    if (isRefusal(error, 'channel_not_found')) throw new NotFoundError(NO_CHANNEL)
    throw error
  }
}
