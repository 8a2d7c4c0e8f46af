import type { Onboarding } from '@backscroll/contracts'
import { firstStepsOf, installationsOf, type TenantTx, teamFacts } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'

/** What is done and what comes next; each step is done when what it leads to is there. */
export const readOnboarding = (ctx: Context, caller: Caller): Promise<Onboarding> =>
  ctx.db.withTenant(caller.teamId, (tx) => onboardingOf(ctx, tx, caller))

/** Puts the list away for the whole workspace, or shows it again. */
export async function changeOnboarding(ctx: Context, caller: Caller, isDismissed: boolean): Promise<Onboarding> {
  const atMs = ctx.clock.nowMs()
  return ctx.db.withTenant(caller.teamId, async (tx) => {
    await firstStepsOf(tx).dismiss(isDismissed ? atMs : null)
    await audited(tx, caller, { action: 'onboarding.change', target: 'team', diff: { isDismissed }, atMs })
    return onboardingOf(ctx, tx, caller)
  })
}

async function onboardingOf(ctx: Context, tx: TenantTx, { teamId }: Caller): Promise<Onboarding> {
  const installation = await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)
  const { allowed, stored, indexed } = await teamFacts(tx, ctx.clock.nowMs())
  const { questions, others, invites, isDismissed } = await firstStepsOf(tx).get(installation?.installerUserId ?? null)
  return {
    isDismissed,
    steps: [
      { step: 'connect', isDone: installation !== null, detail: installation ? 'The app is installed.' : 'Install the app in Slack.' },
      {
        step: 'channels',
        isDone: allowed > 0,
        detail: allowed > 0 ? `${allowed} channels are allowed.` : 'Choose the channels to be read.',
      },
      { step: 'reading', isDone: indexed > 0, detail: `${indexed} of ${stored} messages can be searched.` },
      { step: 'ask', isDone: questions > 0, detail: questions > 0 ? 'Somebody has asked.' : 'Ask something in Slack, or here.' },
      { step: 'invite', isDone: others + invites > 0, detail: inviteDetail(others, invites) },
    ],
    askLink: `https://slack.com/app_redirect?app=${encodeURIComponent(ctx.config.SLACK_APP_ID)}&team=${encodeURIComponent(teamId)}`,
  }
}

function inviteDetail(others: number, invites: number): string {
  if (others > 0) return 'Others use it, too.'
  return invites > 0 ? 'Somebody is invited.' : 'Invite a colleague, or tell others how to ask.'
}
