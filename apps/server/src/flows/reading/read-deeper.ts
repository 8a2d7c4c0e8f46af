import type { TeamId } from '@backscroll/core'
import { backfillRunsOf, channelsOf, coverageOf, installationsOf, type TenantTx, watermarksOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { keptDaysIn } from '../retention/kept-since.ts'
import { wakeReaders } from './open-reading.ts'
import { planDeeperPass } from './plan-deeper-pass.ts'
import { readingDays } from './reading-days.ts'

/**
 * Has the channels read further back that are not read as far as the workspace wants now; what was read is not read again. Nothing goes where it wants
 * less. Safe late and twice: it compares what is wanted with what was read.
 */
export async function readDeeper(ctx: Context, { teamId }: { teamId: TeamId }): Promise<void> {
  await ctx.db.withTenant(teamId, async (tx) => {
    if (!(await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID))) return
    const nowMs = ctx.clock.nowMs()
    const days = await readingDays(tx, ctx.config.BACKFILL_DAYS)
    const kept = await keptDaysIn(tx)
    const covered = Map.groupBy(await coverageOf(tx).list(), ({ channelId }) => channelId)
    const deepened: string[] = []
    // passes before the run, as the readers do
    for (const { channelId } of await readable(tx)) {
      const open = await watermarksOf(tx).get(channelId)
      if (open === null) continue
      const wish = { channelId, nowMs, days: Math.min(days, kept(channelId) ?? days), open, covered: covered.get(channelId) ?? [] }
      const plan = planDeeperPass(wish)
      if (plan?.kind === 'begin') await watermarksOf(tx).begin(plan.pass)
      if (plan?.kind === 'widen') await watermarksOf(tx).widen(plan.pass)
      if (plan) deepened.push(channelId)
    }
    if (deepened.length === 0) return
    await backfillRunsOf(tx).join({ trigger: 'settings', actor: 'backscroll', channels: deepened, startedAtMs: nowMs })
    await wakeReaders(ctx, tx, teamId)
    ctx.telemetry.notice('history is read further back', { teamId, channels: deepened.length, days })
  })
}

/** Channels that are read, in the order in which everything locks them. */
async function readable(tx: TenantTx) {
  const channels = (await channelsOf(tx).list()).filter(({ policy, botIsMember }) => policy === 'allowed' && botIsMember)
  return channels.sort((a, b) => (a.channelId < b.channelId ? -1 : 1))
}
