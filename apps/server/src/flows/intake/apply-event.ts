import { type TeamId, unreachable } from '@backscroll/core'
import { channelJoinsOf, channelsOf, facetsOf, membersOf, type TenantTx, teamsOf, usersOf, watermarksOf } from '@backscroll/db'
import type { SlackEvent } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { acceptQuestion } from '../answers/accept-question.ts'
import { applyChannel, applyHistoryChange, applyMove } from '../channels/apply-channel.ts'
import { loseChannel } from '../channels/lose-channel.ts'
import { noteInvitation } from '../channels/note-invitation.ts'
import { storedUser } from '../channels/stored-user.ts'
import { takeReaction } from '../feedback/take-reaction.ts'
import { stopTeam } from '../install/stop-team.ts'
import { acceptDirectMessage } from '../surfaces/accept-direct-message.ts'

type Applicable = Exclude<SlackEvent, { kind: 'messages' }>

/** Applies one event that is not a message change, inside the transaction that marks its delivery done. Safe to repeat. */
export async function applyEvent(ctx: Context, tx: TenantTx, teamId: TeamId, event: Applicable): Promise<void> {
  switch (event.kind) {
    case 'mention':
      await acceptQuestion(ctx, tx, teamId, { ...event, surface: 'mention', dedupeKey: `${event.channelId}:${event.ts}` })
      return
    case 'direct-message':
      return acceptDirectMessage(ctx, tx, teamId, event)
    case 'channel':
      return applyChannel(ctx, tx, teamId, event)
    case 'membership':
      return applyMembership(ctx, tx, teamId, event)
    case 'channel-moved':
      return applyMove(ctx, tx, teamId, event)
    case 'history-changed':
      return applyHistoryChange(ctx, tx, teamId, event)
    case 'reaction':
      if (await takeReaction(ctx, tx, event)) return
      return applyFacet(tx, event)
    case 'pin':
      return applyFacet(tx, event)
    case 'user':
      return usersOf(tx).upsertMany([storedUser(event.user, Number(event.version / 1_000n), event.version)])
    case 'team':
      return teamsOf(tx).patch({ name: event.name, domain: event.domain, url: event.url })
    case 'uninstalled':
      return stopTeam(ctx, tx, teamId, { reason: 'uninstalled', eventTimeMs: event.eventTimeMs })
    case 'tokens-revoked':
      return stopTeam(ctx, tx, teamId, { reason: 'tokens-revoked', eventTimeMs: event.eventTimeMs, botUserIds: event.botUserIds })
    case 'home-opened':
      if (event.tab === 'home') return ctx.enqueue('home.publish', { teamId, userId: event.userId, from: 0 }, { tx })
      return ctx.enqueue('prompts.offer', { teamId, userId: event.userId, channelId: event.channelId }, { tx })
    case 'noted':
      return
    default:
      return unreachable(event)
  }
}

/** Reactions and pins of channels that are kept; under an id that Slack has replaced they belong to the new one. */
async function applyFacet(tx: TenantTx, event: Extract<Applicable, { kind: 'reaction' | 'pin' }>): Promise<void> {
  const channelId = (await channelsOf(tx).movedIds([event.channelId])).get(event.channelId) ?? event.channelId
  if ((await channelsOf(tx).allowedAmong([channelId])).length === 0) return
  const { ts, version, change } = event
  if (event.kind === 'pin') return facetsOf(tx).pins([{ channelId, ts, version, isPinned: change === 'added' }])
  const { name, userId } = event
  return facetsOf(tx).reactions([{ channelId, ts, version, name, userId, isPresent: change === 'added' }])
}

/** A leave counts at once; a join is read from Slack, because a late one must not bring somebody back who has left since. */
async function applyMembership(
  ctx: Context,
  tx: TenantTx,
  teamId: TeamId,
  { channelId, userId, change, isSelf, inviterId, version }: Extract<Applicable, { kind: 'membership' }>,
): Promise<void> {
  if (isSelf && change === 'left') {
    // taken out by people: the app does not come back by itself
    await channelJoinsOf(tx).bar(channelId, 'removed')
    return loseChannel(ctx, tx, teamId, channelId)
  }
  if (isSelf) {
    await channelJoinsOf(tx).bar(channelId, null)
    // whatever was said while the app was away is read again
    await watermarksOf(tx).reset(channelId)
    await noteInvitation(ctx, tx, teamId, { channelId, inviterId, version })
  } else if (change === 'left') await membersOf(tx).remove(channelId, userId)
  return ctx.enqueue('channel.sync', { teamId, channelId }, { tx })
}
