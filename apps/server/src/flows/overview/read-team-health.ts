import type { TeamHealth } from '@backscroll/contracts'
import type { TeamSettings } from '@backscroll/core'
import { installationsOf, llmCallsOf, teamFacts, teamQueue, teamsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { pausedReason } from '../install/paused-reason.ts'
import { readSettings } from '../settings/read-settings.ts'
import { readTokenEnd } from './read-token-end.ts'
import { type HealthFacts, teamHealth } from './team-health.ts'

const DAY_MS = 86_400_000
const MICROS = 1_000_000

const asksByGroup = ({ allowed_askers, asker_ids }: TeamSettings): boolean =>
  allowed_askers === 'chosen' && asker_ids.some((id) => id.startsWith('S'))

/** How well the parts of the caller's workspace work. */
export async function readTeamHealth(ctx: Context, { teamId }: Pick<Caller, 'teamId'>): Promise<TeamHealth> {
  const nowMs = ctx.clock.nowMs()
  const askedMs = performance.now()
  await ctx.db.ping()
  const databaseMs = performance.now() - askedMs
  const [queue, tokenEndsMs, stored] = await Promise.all([
    teamQueue(ctx.db, teamId, 0),
    readTokenEnd(ctx, teamId),
    ctx.db.withTenant(teamId, async (tx): Promise<Omit<HealthFacts, 'failedJobs' | 'waitingSeconds' | 'databaseMs' | 'tokenEndsMs'>> => {
      const team = await teamsOf(tx).get()
      const settings = await readSettings(tx)
      const installation = await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)
      return {
        ...(await teamFacts(tx, nowMs)),
        isInstalled: installation !== null,
        isBlindToGroups: asksByGroup(settings) && installation?.scopes.includes('usergroups:read') === false,
        pausedReason: team?.state === 'paused' ? pausedReason(team.pausedReason) : null,
        hasModel: ctx.answererFor(settings.answer_model).style === 'written',
        spentUsd: Number(await llmCallsOf(tx).spentSince(Math.floor(nowMs / DAY_MS) * DAY_MS)) / MICROS,
        budgetUsd: settings.budget_day_usd,
        alertPercent: settings.alert_percent,
        isCapped: settings.hard_cap,
      }
    }),
  ])
  const waitingSeconds = queue.oldestMs === null ? 0 : Math.max(0, (nowMs - queue.oldestMs) / 1_000)
  return teamHealth({ ...stored, failedJobs: queue.failed, waitingSeconds, databaseMs, tokenEndsMs })
}
