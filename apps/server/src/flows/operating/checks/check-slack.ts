import { AppError, type TeamId } from '@backscroll/core'
import { installationsOf, workFacts } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import { pausedReason } from '../../install/paused-reason.ts'
import { type Finding, type Issue, reasonOf } from '../system-part.ts'

/** Slack refuses a signature that is five minutes old, and so do we. */
const SKEW_MS = 60_000
const TIMEOUT_MS = 5_000
/** Tokens that are tried at most; the others stand in the facts as a number. */
const TOKENS = 200
const AT_ONCE = 8

type SlackContext = Pick<Context, 'config' | 'db' | 'clock' | 'slack' | 'telemetry'>

/** Whether Slack answers, how far the clocks are apart, and which workspaces stand still. */
export async function checkSlack(ctx: SlackContext): Promise<Finding> {
  const issues: Issue[] = []
  const clock = await askSlack(ctx)
  if (clock === null)
    issues.push({
      problem: 'Slack does not answer.',
      remedy: 'Look at the network, the proxy and https://status.slack.com; events wait at Slack meanwhile, work goes on by itself.',
    })
  else if (clock.skewMs !== null && Math.abs(clock.skewMs) > SKEW_MS)
    issues.push({
      problem: `The clock of this machine is ${Math.round(Math.abs(clock.skewMs) / 1_000)} s ${clock.skewMs > 0 ? 'ahead of' : 'behind'} Slack's.`,
      remedy: 'Set the clock (NTP): past five minutes every delivery of Slack is refused.',
    })
  const { lastFailure } = ctx.telemetry.recent('slack')
  if (clock !== null && lastFailure)
    issues.push({
      problem: 'The last call of Slack failed.',
      remedy: 'Look for calls with the outcome slack_unavailable in the metrics; they are repeated by themselves.',
    })
  const { paused } = await workFacts(ctx.db)
  if (paused.length > 0)
    issues.push({
      problem: `Workspaces stand still: ${paused.map(({ teamId, reason }) => `${teamId} (${pausedReason(reason)})`).join(', ')}`,
      remedy: 'An admin of each installs the app again.',
    })
  return { issues, facts: { api: ctx.config.SLACK_API_URL, appId: ctx.config.SLACK_APP_ID, skewSeconds: secondsOf(clock?.skewMs) } }
}

/** The same, and whether Slack takes the token of every installation. */
export async function probeSlack(ctx: SlackContext): Promise<Finding> {
  const found = await checkSlack(ctx)
  const installed = await ctx.db.withSystem((tx) => installationsOf(tx).listActive())
  const waiting = installed.slice(0, TOKENS).map(({ teamId }) => teamId)
  const refused: Issue[] = []
  const tryOne = async (): Promise<void> => {
    for (let teamId = waiting.shift(); teamId !== undefined; teamId = waiting.shift()) refused.push(...(await tryToken(ctx, teamId)))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, tryOne))
  return {
    issues: [...found.issues, ...refused],
    facts: { ...found.facts, installations: installed.length, tokensTried: Math.min(installed.length, TOKENS) },
  }
}

async function tryToken(ctx: SlackContext, teamId: TeamId): Promise<Issue[]> {
  try {
    const gateway = await ctx.slack(teamId)
    const identity = await gateway.authTest()
    if (identity.teamId === null || identity.teamId === teamId) return []
    return [{ problem: `${teamId}: its token belongs to another workspace.`, remedy: 'Install the app in this workspace again.' }]
  } catch (error) {
    const isSealed = error instanceof AppError && error.code === 'sealed_token'
    const remedy = isSealed
      ? 'Put the key that sealed it back into TOKEN_KEYS, behind the first.'
      : 'When Slack refuses the token, an admin of that workspace installs the app again; else try later.'
    return [{ problem: `${teamId}: ${reasonOf(error)}`, remedy }]
  }
}

/** `api.test` needs no token. @returns null when Slack does not answer; the skew is null when it does not say the time. */
async function askSlack({ config, clock }: SlackContext): Promise<{ skewMs: number | null } | null> {
  const beforeMs = clock.nowMs()
  try {
    const answer = await fetch(new URL('api.test', config.SLACK_API_URL), { method: 'POST', signal: AbortSignal.timeout(TIMEOUT_MS) })
    await answer.body?.cancel()
    if (answer.status >= 500) return null
    const theirsMs = Date.parse(answer.headers.get('date') ?? '')
    // the header counts whole seconds, cut off
    return { skewMs: Number.isNaN(theirsMs) ? null : (beforeMs + clock.nowMs()) / 2 - (theirsMs + 500) }
  } catch {
    return null
  }
}

const secondsOf = (ms: number | null | undefined): number | null => (ms === null || ms === undefined ? null : Math.round(ms / 1_000))
