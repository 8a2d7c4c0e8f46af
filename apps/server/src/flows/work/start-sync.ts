import type { Accepted, Received } from '@backscroll/contracts'
import { ConflictError, NotFoundError } from '@backscroll/core'
import { backfillRunsOf, channelsOf, installationsOf, type TenantTx } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'
import { openReading } from '../reading/open-reading.ts'
import { readingDays } from '../reading/reading-days.ts'

type Wish = Received<'startSync'>['body']

/** Compares channels with Slack from now on, in the run that is open or in a new one. @throws NotFoundError, ConflictError @returns the id of the run. */
export async function startSync(ctx: Context, caller: Caller, { channelIds }: Wish): Promise<Accepted> {
  const { teamId, userId } = caller
  return ctx.db.withTenant(teamId, async (tx) => {
    if (!(await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)))
      throw new ConflictError('The app is not installed in this workspace now. Install it again to compare.')
    const channels = await readable(tx, channelIds)
    const days = await readingDays(tx, ctx.config.BACKFILL_DAYS)
    await openReading(ctx, tx, { teamId, channels, trigger: 'sync-now', actor: userId, days })
    // people, names and members may have changed, too
    await ctx.enqueue('team.sync', { teamId }, { tx })
    const run = await backfillRunsOf(tx).open()
    const id = run?.runId ?? ''
    await audited(tx, caller, { action: 'work.sync', target: id, diff: { channels: channels.length }, atMs: ctx.clock.nowMs() })
    return { id }
  })
}

async function readable(tx: TenantTx, wanted: readonly string[] | undefined) {
  const all = await channelsOf(tx).list()
  const known = new Map(all.map((channel) => [channel.channelId as string, channel]))
  if (wanted?.some((id) => !known.has(id))) throw new NotFoundError('There is no such channel.')
  const chosen = wanted ? all.filter(({ channelId }) => wanted.includes(channelId)) : all
  const channels = chosen.filter(({ policy, botIsMember }) => policy === 'allowed' && botIsMember)
  if (channels.length === 0)
    throw new ConflictError(
      'There is nothing to compare: no channel that is allowed has the app in it. Allow one, and let the app join it.',
    )
  return channels.map(({ channelId }) => channelId)
}
