import type { ChannelId, TeamId, UserId } from '@backscroll/core'
import { noticesOf, type TenantTx } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** Somebody brought the app into a channel. */
export interface Invitation {
  channelId: ChannelId
  /** Absent when nobody did: the app joined by itself. */
  inviterId?: UserId | undefined
  /** Slack's time of it in microseconds: the same for every repetition of the event. */
  version: bigint
}

/** Which invitation: a channel can be left and invited to again. */
export const invitationSubject = (channelId: ChannelId, version: string): string => `${channelId}@${version}`

/** Plans what is said because of an invitation, as far as the settings allow: to the inviter once per invitation, in the channel once for ever. */
export async function noteInvitation(
  ctx: Context,
  tx: TenantTx,
  teamId: TeamId,
  { channelId, inviterId, version }: Invitation,
): Promise<void> {
  const wanted = new Set(ctx.config.ONBOARDING_MESSAGES)
  const atMs = ctx.clock.nowMs()
  for (const kind of ['reading', 'done'] as const) if (wanted.has(kind)) await noticesOf(tx).plan({ kind, subject: channelId, atMs })
  if (!wanted.has('invited') || inviterId === undefined) return
  const subject = invitationSubject(channelId, String(version))
  const isNew = await noticesOf(tx).plan({ kind: 'invited', subject, recipientId: inviterId, atMs })
  if (isNew) await ctx.enqueue('channel.invited', { teamId, channelId, version: String(version) }, { tx })
}
