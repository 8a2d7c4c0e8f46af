import type { MessageTs, TeamId } from '@backscroll/core'
import { auditOf, channelsOf, coverageOf, messagesOf, retentionOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { tendIndex } from '../index/tend-index.ts'
import { withTeamLease } from '../index/with-team-lease.ts'
import { readSettings } from '../settings/read-settings.ts'
import { retentionBoundsIn } from './kept-since.ts'
import { letIndexFollow, takeAll } from './let-go.ts'

/** Markers of one transaction. */
const MARKERS = 2_000

/**
 * Lets go what a team keeps no longer, for its age or because apps have posted it: texts with everything that hangs on them, their rows of the index, cached answers; answers that were made
 * from them are looked at again. Safe late, twice, and after a kill; the log says how many went, when any did.
 */
export async function retainTeam(ctx: Context, { teamId }: { teamId: TeamId }, signal: AbortSignal): Promise<void> {
  const startedMs = ctx.clock.nowMs()
  const bounds = await ctx.db.withTenant(teamId, async (tx) => {
    const boundsOf = await retentionBoundsIn(tx, { nowMs: startedMs })
    return (await channelsOf(tx).list()).flatMap(({ channelId }) => boundsOf(channelId).map((bound) => ({ channelId, ...bound })))
  })
  const posts = await letAppPostsGo(ctx, teamId, signal)
  let messages = 0
  const channels = new Set<string>()
  for (const bound of bounds) {
    if (signal.aborted) break
    const taken = await takeAll(ctx, { teamId, scope: bound }, signal)
    messages += taken
    if (taken > 0) channels.add(bound.channelId)
    await ctx.db.withTenant(teamId, (tx) => coverageOf(tx).forgetBefore(bound.channelId, bound.before))
  }
  if (messages + posts > 0) await letIndexFollow(ctx, teamId, signal)
  for (const bound of bounds) if (!signal.aborted) await dropMarkersOf(ctx, teamId, bound)
  await ctx.db.withTenant(teamId, async (tx) => {
    if (!signal.aborted) await retentionOf(tx).noteRun(startedMs)
    const entry = { actor: 'backscroll', actorKind: 'system', target: teamId, atMs: ctx.clock.nowMs() }
    if (messages > 0) await auditOf(tx).append({ ...entry, action: 'retention.run', diff: { messages, channels: channels.size } })
    if (posts > 0) await auditOf(tx).append({ ...entry, action: 'retention.app-posts', diff: { messages: posts } })
  })
  if (messages > 0) ctx.telemetry.notice('messages were let go for their age', { teamId, messages, channels: channels.size })
  if (posts > 0) ctx.telemetry.notice('posts of apps were let go', { teamId, messages: posts })
  if (messages + posts === 0) return
  // a paused team has no upkeep but this
  await withTeamLease(ctx, teamId, (lease) => tendIndex(ctx, lease))
}

/** What apps have posted goes where a workspace does not have it read; what is on hold stays. @returns how many messages. */
async function letAppPostsGo(ctx: Context, teamId: TeamId, signal: AbortSignal): Promise<number> {
  const { areRead, held } = await ctx.db.withTenant(teamId, async (tx) => ({
    areRead: (await readSettings(tx)).index_bots,
    held: [...(await retentionOf(tx).exceptions())].flatMap(([channelId, { legalHold }]) => (legalHold ? [channelId] : [])),
  }))
  return areRead ? 0 : takeAll(ctx, { teamId, scope: { posters: 'apps', exceptChannels: held } }, signal)
}

async function dropMarkersOf(ctx: Context, teamId: TeamId, { channelId, before }: { channelId: string; before: MessageTs }): Promise<void> {
  for (let left = MARKERS; left === MARKERS; )
    left = await ctx.db.withTenant(teamId, (tx) => messagesOf(tx).dropMarkers({ channelId, before, limit: MARKERS }))
}
