import type { MessageTs, TeamId } from '@backscroll/core'
import { auditOf, channelsOf, coverageOf, messagesOf, retentionOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { tendIndex } from '../index/tend-index.ts'
import { withTeamLease } from '../index/with-team-lease.ts'
import { keptSinceIn } from './kept-since.ts'
import { letIndexFollow, takeAll } from './let-go.ts'

/** Markers of one transaction. */
const MARKERS = 2_000

/**
 * Lets go what a team keeps no longer: texts with everything that hangs on them, their rows of the index, cached answers; answers that were made
 * from them are looked at again. Safe late, twice, and after a kill; the log says how many went, when any did.
 */
export async function retainTeam(ctx: Context, { teamId }: { teamId: TeamId }, signal: AbortSignal): Promise<void> {
  const startedMs = ctx.clock.nowMs()
  const bounds = await ctx.db.withTenant(teamId, async (tx) => {
    const since = await keptSinceIn(tx, { nowMs: startedMs })
    return (await channelsOf(tx).list()).flatMap(({ channelId }) => {
      const before = since(channelId)
      return before === null ? [] : [{ channelId, before }]
    })
  })
  let messages = 0
  let channels = 0
  for (const bound of bounds) {
    if (signal.aborted) break
    const taken = await takeAll(ctx, { teamId, scope: bound }, signal)
    messages += taken
    if (taken > 0) channels += 1
    await ctx.db.withTenant(teamId, (tx) => coverageOf(tx).forgetBefore(bound.channelId, bound.before))
  }
  if (messages > 0) await letIndexFollow(ctx, teamId, signal)
  for (const bound of bounds) if (!signal.aborted) await dropMarkersOf(ctx, teamId, bound)
  await ctx.db.withTenant(teamId, async (tx) => {
    if (!signal.aborted) await retentionOf(tx).noteRun(startedMs)
    if (messages === 0) return
    const entry = { actor: 'backscroll', actorKind: 'system', action: 'retention.run', target: teamId, atMs: ctx.clock.nowMs() }
    await auditOf(tx).append({ ...entry, diff: { messages, channels } })
  })
  if (messages === 0) return
  ctx.telemetry.notice('messages were let go for their age', { teamId, messages, channels })
  // a paused team has no upkeep but this
  await withTeamLease(ctx, teamId, (lease) => tendIndex(ctx, lease))
}

async function dropMarkersOf(ctx: Context, teamId: TeamId, { channelId, before }: { channelId: string; before: MessageTs }): Promise<void> {
  for (let left = MARKERS; left === MARKERS; )
    left = await ctx.db.withTenant(teamId, (tx) => messagesOf(tx).dropMarkers({ channelId, before, limit: MARKERS }))
}
