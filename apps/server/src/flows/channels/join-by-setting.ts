import { type ChannelId, isJoinedBySetting, paceOf, RetryLaterError, SlackRefusedError, type TeamId, UNPACED } from '@backscroll/core'
import { auditOf, type Channel, channelJoinsOf, channelsOf, installationsOf, rateBudgetsOf, type TenantTx } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { readSettings } from '../settings/read-settings.ts'

const METHOD = 'conversations.join'
/** The scope that an install may lack. */
export const JOIN_SCOPE = 'channels:join'

type Turn = { kind: 'join'; channelId: ChannelId } | { kind: 'wait'; waitMs: number } | { kind: 'idle' }

/**
 * Lets the app join the public channels that are allowed, as long as the workspace wants that, the largest first and no faster than Slack grants it. Each
 * channel is looked at anew before it is joined, so a killed job goes on where it stopped. What Slack refuses is noted and left alone.
 * @throws RetryLaterError when Slack grants the next one later.
 */
export async function joinBySetting(ctx: Context, { teamId }: { teamId: TeamId }, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const turn = await ctx.db.withTenant(teamId, (tx) => nextTurn(ctx, tx, teamId))
    if (turn.kind === 'idle') return
    if (turn.kind === 'wait') throw new RetryLaterError('Slack grants the next channel later', turn.waitMs)
    const refusal = await refusalOf(ctx, teamId, turn.channelId)
    // the scope was taken away: nothing can be joined, and nothing is wrong with the channels
    if (refusal === 'missing_scope') return
    await ctx.db.withTenant(teamId, (tx) => noteJoin(ctx, tx, { teamId, channelId: turn.channelId, refusal }))
  }
}

/** Has the app join what it may, where a workspace wants that and the install can. */
export async function planJoins(ctx: Context, tx: TenantTx, teamId: TeamId, channels: readonly Channel[]): Promise<void> {
  const settings = await readSettings(tx)
  if (channels.some((channel) => isJoinedBySetting(channel, settings))) await ctx.enqueue('team.join', { teamId }, { tx })
}

async function nextTurn(ctx: Context, tx: TenantTx, teamId: TeamId): Promise<Turn> {
  const settings = await readSettings(tx)
  const installation = await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)
  if (!settings.auto_join || !installation?.scopes.includes(JOIN_SCOPE)) return { kind: 'idle' }
  const next = (await channelJoinsOf(tx).possible()).find((channel) => isJoinedBySetting(channel, settings))
  if (!next) return { kind: 'idle' }
  const pace = ctx.config.SLACK_PACE === 'off' ? UNPACED : paceOf(METHOD, 'full')
  const { granted, waitMs } = await rateBudgetsOf(tx).take(METHOD, { pace, wanted: 1, nowMs: ctx.clock.nowMs() })
  return granted === 0 ? { kind: 'wait', waitMs } : { kind: 'join', channelId: next.channelId }
}

/** Joins. @returns Slack's word when it does not let the app in. */
async function refusalOf(ctx: Context, teamId: TeamId, channelId: ChannelId): Promise<string | null> {
  try {
    await (await ctx.slack(teamId)).join(channelId)
    return null
  } catch (error) {
    if (!(error instanceof SlackRefusedError)) throw error
    return error.reason
  }
}

async function noteJoin(
  ctx: Context,
  tx: TenantTx,
  { teamId, channelId, refusal }: { teamId: TeamId; channelId: ChannelId; refusal: string | null },
): Promise<void> {
  if (refusal !== null) {
    ctx.telemetry.notice('Slack does not let the app join a channel', { teamId, channelId, reason: refusal })
    return channelJoinsOf(tx).bar(channelId, refusal)
  }
  await channelsOf(tx).setBotMember(channelId, true)
  await auditOf(tx).append({ actor: 'auto_join', actorKind: 'setting', action: 'channel.join', target: channelId, atMs: ctx.clock.nowMs() })
  await ctx.enqueue('channel.sync', { teamId, channelId }, { tx })
}
