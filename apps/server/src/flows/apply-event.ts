import { type ChannelId, type TeamId, unreachable } from '@backscroll/core'
import { channelsOf, membersOf, purgeChannel, type TenantTx, teamsOf, usersOf } from '@backscroll/db'
import type { ChannelEvent, SlackEvent } from '@backscroll/slack'
import type { Context } from '../context.ts'
import { acceptQuestion } from './accept-question.ts'
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

async function applyChannel(ctx: Context, tx: TenantTx, teamId: TeamId, event: ChannelEvent): Promise<void> {
  const { channelId, change } = event
  const fields = channelFields(event)
  if (fields) await channelsOf(tx).patch(channelId, fields)
  switch (change) {
    case 'renamed':
    case 'archived':
    case 'made-public':
      return
    case 'created':
    case 'unarchived':
    case 'made-private':
    case 'topic':
      // Slack's own description follows, and with it the member list: rights have changed already
      return ctx.enqueue('channel.sync', { teamId, channelId }, { tx })
    case 'deleted':
      await purgeChannel(tx, channelId, nowMicros(ctx))
      return channelsOf(tx).remove(channelId)
    default:
      return unreachable(change)
  }
}

/** What an event says about a channel itself; null when it only says that something changed. */
function channelFields(event: ChannelEvent): Parameters<ReturnType<typeof channelsOf>['patch']>[1] | null {
  switch (event.change) {
    case 'renamed':
      return event.name === undefined ? null : { name: event.name }
    case 'archived':
      return { isArchived: true }
    case 'unarchived':
      return { isArchived: false }
    case 'made-private':
      return { isPrivate: true }
    case 'made-public':
      return { isPrivate: false }
    case 'created':
    case 'deleted':
    case 'topic':
      return null
    default:
      return unreachable(event.change)
  }
}

const nowMicros = (ctx: Context): bigint => BigInt(ctx.clock.nowMs()) * 1_000n

async function applyMembership(
  ctx: Context,
  tx: TenantTx,
  teamId: TeamId,
  event: Extract<Applicable, { kind: 'membership' }>,
): Promise<void> {
  const { channelId, userId, change, isSelf } = event
  if (isSelf) return applyOwnMembership(ctx, tx, teamId, channelId, change)
  if (change === 'joined') return membersOf(tx).add(channelId, userId, ctx.clock.nowMs())
  return membersOf(tx).remove(channelId, userId)
}

/** Where the app joins, a channel becomes readable; where it leaves, nothing more is read and private content goes. */
async function applyOwnMembership(
  ctx: Context,
  tx: TenantTx,
  teamId: TeamId,
  channelId: ChannelId,
  change: 'joined' | 'left',
): Promise<void> {
  await channelsOf(tx).setBotMember(channelId, change === 'joined')
  if (change === 'joined') return ctx.enqueue('channel.sync', { teamId, channelId }, { tx })
  const channel = await channelsOf(tx).get(channelId)
  if (channel?.isPrivate) await purgeChannel(tx, channelId, nowMicros(ctx))
}
