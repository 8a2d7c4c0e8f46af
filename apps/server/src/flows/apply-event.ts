import { type TeamId, unreachable } from '@backscroll/core'
import { channelsOf, membersOf, purgeChannel, type TenantTx, teamsOf, usersOf, watermarksOf } from '@backscroll/db'
import type { ChannelEvent, SlackEvent } from '@backscroll/slack'
import type { Context } from '../context.ts'
import { acceptQuestion } from './accept-question.ts'
import { loseChannel } from './lose-channel.ts'
import { noteInvitation } from './note-invitation.ts'
import { stopTeam } from './stop-team.ts'
import { storedUser } from './stored-user.ts'

type Applicable = Exclude<SlackEvent, { kind: 'messages' }>

/** Applies one event that is not a message change, inside the transaction that marks its delivery done. Safe to repeat. */
export async function applyEvent(ctx: Context, tx: TenantTx, teamId: TeamId, event: Applicable): Promise<void> {
  switch (event.kind) {
    case 'mention':
      return acceptQuestion(ctx, tx, teamId, { ...event, surface: 'mention', dedupeKey: `${event.channelId}:${event.ts}` })
    case 'direct-message':
      return acceptQuestion(ctx, tx, teamId, { ...event, surface: 'dm', dedupeKey: `${event.channelId}:${event.ts}` })
    case 'channel':
      return applyChannel(ctx, tx, teamId, event)
    case 'membership':
      return applyMembership(ctx, tx, teamId, event)
    case 'user':
      return usersOf(tx).upsertMany([storedUser(event.user, Number(event.version / 1_000n))])
    case 'team':
      return teamsOf(tx).patch({ name: event.name, domain: event.domain, url: event.url })
    case 'uninstalled':
      return stopTeam(ctx, tx, teamId, { reason: 'uninstalled', eventTimeMs: event.eventTimeMs })
    case 'tokens-revoked':
      return stopTeam(ctx, tx, teamId, { reason: 'tokens-revoked', eventTimeMs: event.eventTimeMs, botUserIds: event.botUserIds })
    default:
      return unreachable(event)
  }
}

/** What takes rights away counts at once; everything else is what Slack says when it is asked, whatever order events come in. */
async function applyChannel(ctx: Context, tx: TenantTx, teamId: TeamId, { channelId, change }: ChannelEvent): Promise<void> {
  switch (change) {
    case 'created':
    case 'renamed':
    case 'archived':
    case 'unarchived':
    case 'made-public':
    case 'topic':
      return ctx.enqueue('channel.sync', { teamId, channelId }, { tx })
    case 'made-private':
      await channelsOf(tx).patch(channelId, { isPrivate: true })
      return ctx.enqueue('channel.sync', { teamId, channelId }, { tx })
    case 'deleted':
      await purgeChannel(tx, channelId, nowMicros(ctx))
      return channelsOf(tx).remove(channelId)
    default:
      return unreachable(change)
  }
}

const nowMicros = (ctx: Context): bigint => BigInt(ctx.clock.nowMs()) * 1_000n

/** A leave counts at once; a join is read from Slack, because a late one must not bring somebody back who has left since. */
async function applyMembership(
  ctx: Context,
  tx: TenantTx,
  teamId: TeamId,
  { channelId, userId, change, isSelf, inviterId, version }: Extract<Applicable, { kind: 'membership' }>,
): Promise<void> {
  if (isSelf && change === 'left') return loseChannel(ctx, tx, channelId)
  if (isSelf) {
    // whatever was said while the app was away is read again
    await watermarksOf(tx).reset(channelId)
    await noteInvitation(ctx, tx, teamId, { channelId, inviterId, version })
  } else if (change === 'left') await membersOf(tx).remove(channelId, userId)
  return ctx.enqueue('channel.sync', { teamId, channelId }, { tx })
}
