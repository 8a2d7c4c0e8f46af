import { auditOf, channelsOf, channelsToPurge, dueForRetention } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { purgeExcluded } from './purge-excluded.ts'

const DAY_MS = 86_400_000

/** Gives a job to every team that was not looked at for old messages for a day. */
export async function sweepRetention(ctx: Context): Promise<void> {
  for (const teamId of await ctx.db.withSystem((tx) => dueForRetention(tx, ctx.clock.nowMs() - DAY_MS)))
    await ctx.enqueue('team.retain', { teamId })
}

/** Lets go what was read of channels whose exclusion nobody has taken back in time. */
export async function sweepExcluded(ctx: Context): Promise<void> {
  for (const { teamId, channelId } of await ctx.db.withSystem((tx) => channelsToPurge(tx, ctx.clock.nowMs())))
    await ctx.db.withTenant(teamId, async (tx) => {
      const channel = await channelsOf(tx).get(channelId)
      if (channel?.policy !== 'excluded' || channel.purgeAtMs === null) return
      const messages = await purgeExcluded(ctx, tx, { teamId, channelId })
      const entry = { actor: 'backscroll', actorKind: 'system', action: 'channel.purged', target: channelId, atMs: ctx.clock.nowMs() }
      await auditOf(tx).append({ ...entry, diff: { messages } })
    })
}
