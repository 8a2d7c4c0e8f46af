import { InvalidInputError, type TeamId } from '@backscroll/core'
import { installationsOf, type TenantTx, teamReadingOf, usersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** Presets by name; `auto` is every six hours, once a day for a workspace whose requests are scarce. Minutes are not the full hour: others begin then. */
const PRESETS: Readonly<Record<string, string>> = { hourly: '17 * * * *', '6h': '17 */6 * * *', daily: '17 3 * * *', '24h': '17 3 * * *' }
const CRON = /^(\S+\s+){4}\S+$/

/** Accepts a preset, `auto`, `off`, or five fields of cron. @throws InvalidInputError */
export function comparisonSchedule(text: string): string {
  const wanted = text.trim()
  if (wanted === 'auto' || wanted === 'off' || Object.hasOwn(PRESETS, wanted) || CRON.test(wanted)) return wanted
  throw new InvalidInputError(`"${text}" is no schedule. One of auto, ${Object.keys(PRESETS).join(', ')}, off, or five fields of cron.`)
}

/** Brings the clock of a team's routine comparison up to its setting, its rate class and the installer's time zone. */
export async function scheduleComparison(ctx: Context, { teamId }: { teamId: TeamId }): Promise<void> {
  const plan = await ctx.db.withTenant(teamId, (tx) => planned(ctx, tx, teamId))
  if (plan === null) return ctx.jobs.unschedule('team.reconcile', teamId)
  await ctx.jobs.schedule('team.reconcile', { teamId, trigger: 'schedule' }, { key: teamId, ...plan })
}

/** Null when nothing is to be done by the clock. */
async function planned(ctx: Context, tx: TenantTx, teamId: TeamId): Promise<{ cron: string; timeZone: string } | null> {
  const installation = await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)
  const { schedule, rateClass } = await teamReadingOf(tx).get()
  if (!installation || schedule === 'off') return null
  const preset = schedule === 'auto' ? (rateClass === 'capped' ? '24h' : '6h') : schedule
  const timeZone = (await usersOf(tx).get(installation.installerUserId))?.tz ?? 'UTC'
  return { cron: PRESETS[preset] ?? preset, timeZone: isTimeZone(timeZone) ? timeZone : 'UTC' }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
