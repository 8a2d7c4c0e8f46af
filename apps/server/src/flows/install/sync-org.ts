import { type TeamId, TokenRevokedError } from '@backscroll/core'
import { type Installation, installationsOf, orgInstallationsOf } from '@backscroll/db'
import type { SlackGateway } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { endInstallation } from './end-installation.ts'
import { grantTeam } from './grant-team.ts'

/**
 * Brings the tenants of an org-wide install to what Slack grants now: a workspace that is granted becomes one, a workspace that is not any
 * more ends, and no other. When Slack refuses the organization's token, all of them end. Safe to repeat, and in any order.
 */
export async function syncOrg(ctx: Context, { enterpriseId }: { enterpriseId: string }, signal: AbortSignal): Promise<void> {
  const appId = ctx.config.SLACK_APP_ID
  const { org, tenants } = await ctx.db.withSystem(async (tx) => ({
    org: await orgInstallationsOf(tx).active(enterpriseId, appId),
    tenants: (await installationsOf(tx).listActive()).filter(
      (one) => one.isOrgWide && one.appId === appId && one.enterpriseId === enterpriseId,
    ),
  }))
  if (!org) return
  const granted = await grantedNow(ctx, enterpriseId, signal)
  if (granted === null) {
    ctx.telemetry.notice('org-wide install ended: Slack refuses its token', { enterpriseId })
    for (const tenant of tenants) await end(ctx, tenant, 'uninstalled')
    return ctx.db.withSystem((tx) => orgInstallationsOf(tx).deactivate(org))
  }
  for (const tenant of tenants.filter(({ teamId }) => !granted.has(teamId))) await end(ctx, tenant, 'access-revoked')
  const known = new Set(tenants.filter(({ installedAtMs }) => installedAtMs >= org.installedAtMs).map(({ teamId }) => teamId))
  for (const teamId of granted) {
    signal.throwIfAborted()
    if (!known.has(teamId)) await grantTeam(ctx, org, teamId)
  }
}

/** @returns null when the token of the organization is no good any more. */
async function grantedNow(ctx: Context, enterpriseId: string, signal: AbortSignal): Promise<Set<TeamId> | null> {
  try {
    return await allGranted(await ctx.org(enterpriseId), signal)
  } catch (error) {
    if (error instanceof TokenRevokedError) return null
    throw error
  }
}

async function allGranted(gateway: SlackGateway, signal: AbortSignal): Promise<Set<TeamId>> {
  const granted = new Set<TeamId>()
  for (let cursor: string | null | undefined; cursor !== null; ) {
    signal.throwIfAborted()
    const page = await gateway.grantedTeams(cursor)
    for (const teamId of page.teamIds) granted.add(teamId)
    cursor = page.nextCursor
  }
  return granted
}

const end = (ctx: Context, { teamId, generation }: Installation, reason: string): Promise<boolean> =>
  ctx.db.withTenant(teamId, (tx) => endInstallation(ctx, tx, { teamId, generation, becomes: 'uninstalled', reason }))
