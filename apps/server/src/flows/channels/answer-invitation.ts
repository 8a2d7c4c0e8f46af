import { type ChannelId, RetryLaterError, type TeamId, userId } from '@backscroll/core'
import { type Channel, channelsOf, noticesOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { sendNotice } from '../install/send-notice.ts'
import { invitationSubject } from './note-invitation.ts'

const LOOK_AGAIN_MS = 1_000
/** The app has left again, or Slack does not show the channel: nobody waits for an answer any more. */
const GIVE_UP_MS = 600_000

/** Tells whoever invited the app, and nobody else, whether the channel is read. */
export async function answerInvitation(
  ctx: Context,
  { teamId, channelId, version }: { teamId: TeamId; channelId: ChannelId; version: string },
): Promise<void> {
  const key = { kind: 'invited', subject: invitationSubject(channelId, version) }
  const { notice, channel } = await ctx.db.withTenant(teamId, async (tx) => ({
    notice: await noticesOf(tx).get(key),
    channel: await channelsOf(tx).get(channelId),
  }))
  if (!notice?.recipientId || notice.sentAtMs !== null || ctx.clock.nowMs() - notice.plannedAtMs > GIVE_UP_MS) return
  // the facts are being read, and with them the settings say whether it is allowed
  if (!channel?.botIsMember) throw new RetryLaterError('the channel is not known yet', LOOK_AGAIN_MS)
  const inviterId = userId(notice.recipientId)
  await sendNotice(ctx, teamId, key, {
    send: async (gateway) => {
      await gateway.postEphemeral({ channelId, userId: inviterId, text: answerFor(channel) })
      return null
    },
  })
}

function answerFor({ channelId, policy }: Channel): string {
  switch (policy) {
    case 'allowed':
      return `Thank you for the invitation. <#${channelId}> is allowed, so I read it now. Only people who can read it in Slack get answers from it.`
    case 'excluded':
      return `Thank you for the invitation. An admin has excluded <#${channelId}>, so I read nothing here.`
    case 'pending':
      return `Thank you for the invitation. Nobody has allowed <#${channelId}> yet, so I read nothing here. I begin when an admin of Backscroll allows it.`
  }
}
