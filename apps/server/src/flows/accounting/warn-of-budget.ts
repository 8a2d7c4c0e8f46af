import { type TeamId, userId } from '@backscroll/core'
import { installationsOf, llmCallsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { sendNotice } from '../install/send-notice.ts'
import { readSettings } from '../settings/read-settings.ts'
import { BUDGET_NOTICE, dayOf, startOfDayOf } from './watch-budget.ts'

const MICRO_USD = 1_000_000

/** Tells the person who installed the app how much of a day's budget is used, and what happens at its end, unless the workspace has that on the dashboard alone. A day that is over is not told of. */
export async function warnOfBudget(ctx: Context, { teamId, day }: { teamId: TeamId; day: string }): Promise<void> {
  if (dayOf(ctx.clock.nowMs()) !== day) return
  const found = await ctx.db.withTenant(teamId, async (tx) => ({
    installation: await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID),
    settings: await readSettings(tx),
    spentUsd: Number(await llmCallsOf(tx).spentSince(startOfDayOf(day))) / MICRO_USD,
  }))
  const { installation, settings, spentUsd } = found
  if (!installation || settings.notify_budget === 'dashboard') return
  const used = `Backscroll has used $${spentUsd.toFixed(2)} of today's budget of $${settings.budget_day_usd.toFixed(2)} for models.`
  const then = settings.hard_cap
    ? 'When it is used up, answers are quotes until midnight UTC.'
    : 'Answers go on when it is used up, because the budget is set to be told of and not to stop anything.'
  await sendNotice(
    ctx,
    teamId,
    { kind: BUDGET_NOTICE, subject: day },
    {
      send: async (gateway) => (await gateway.postMessage({ channelId: userId(installation.installerUserId), text: `${used} ${then}` })).ts,
    },
  )
}
