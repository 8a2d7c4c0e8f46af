import { RetryLaterError, type TeamId, userId } from '@backscroll/core'
import { auditOf, installationsOf, type OrgInstallation, teamsOf, watermarksOf } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** Makes a tenant of a workspace that an org admin has granted: it works with its organization's token, and everything else is its own. */
export async function grantTeam(ctx: Context, org: OrgInstallation, teamId: TeamId): Promise<void> {
  const gateway = await ctx.org(org.enterpriseId, teamId)
  const identity = await gateway.authTest()
  const { name, domain } = await gateway.teamInfo()
  const installedAtMs = ctx.clock.nowMs()
  const { enterpriseId, appId, keyId, scopes } = org
  await ctx.db.withTenant(teamId, async (tx) => {
    if ((await teamsOf(tx).lock())?.state === 'erasing') throw new RetryLaterError('The workspace is being erased.', 60_000)
    await teamsOf(tx).upsert({ teamId, name, domain, url: identity.teamUrl, enterpriseId })
    await teamsOf(tx).setState('installing', installedAtMs)
    await installationsOf(tx).upsert({
      teamId,
      appId,
      enterpriseId,
      botUserId: identity.botUserId,
      botId: identity.botId,
      sealedBotToken: '',
      keyId,
      scopes,
      installerUserId: userId(org.installerUserId),
      installedAtMs,
      transport: ctx.config.SLACK_TRANSPORT,
      isOrgWide: true,
    })
    await auditOf(tx).append({
      actor: org.installerUserId,
      actorKind: 'slack-user',
      action: 'team.granted',
      target: teamId,
      atMs: installedAtMs,
    })
    // whatever was said while the app was away is read again
    await watermarksOf(tx).reset()
    await ctx.enqueue('team.sync', { teamId }, { tx })
  })
}
