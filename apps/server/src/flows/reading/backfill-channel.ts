import type { ChannelId, TeamId } from '@backscroll/core'
import { backfillRunsOf, channelsOf, isReadToTheEnd, watermarksOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { openReading, wakeReaders } from './open-reading.ts'
import { readingDays } from './reading-days.ts'

/** Sees to it that an allowed channel is read: begins a pass when there was none, and goes on with one that is not at its end. */
export async function backfillChannel(ctx: Context, { teamId, channelId }: { teamId: TeamId; channelId: ChannelId }): Promise<void> {
  await ctx.db.withTenant(teamId, async (tx) => {
    if (!(await channelsOf(tx).isAllowed(channelId))) return
    const mark = await watermarksOf(tx).get(channelId)
    const days = await readingDays(tx, ctx.config.BACKFILL_DAYS)
    const first = { teamId, channels: [channelId], trigger: 'first-read' as const, actor: 'backscroll', days }
    if (mark === null) return openReading(ctx, tx, first)
    if (mark.isStopped || isReadToTheEnd(mark)) return
    await backfillRunsOf(tx).join({ ...first, startedAtMs: ctx.clock.nowMs() })
    await wakeReaders(ctx, tx, teamId)
  })
}
