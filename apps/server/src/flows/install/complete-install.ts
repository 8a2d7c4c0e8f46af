import { ConflictError, type TeamId, teamId, userId } from '@backscroll/core'
import { auditOf, installationsOf, teamsOf, watermarksOf } from '@backscroll/db'
import { type ExchangedInstallation, slackGateway } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { sealedRotation } from '../../slack-tokens.ts'

const BEING_ERASED = 'What was kept of this workspace is just being erased. Install Backscroll again in a few minutes.'

/**
 * Stores an approved install: token sealed, team active, reading enqueued, in one transaction. A reinstall updates in place.
 * An erasure that waits is cancelled; one that has begun refuses the install. The gateway is asked for the team's address first, outside of any transaction.
 * @returns the team that is installed now.
 */
export async function completeInstall(ctx: Context, exchanged: ExchangedInstallation): Promise<{ teamId: TeamId; teamName: string }> {
  const team = teamId(exchanged.teamId)
  const gateway = slackGateway({ token: exchanged.botToken, apiUrl: ctx.config.SLACK_API_URL, timeoutMs: 15_000 })
  const identity = await gateway.authTest()
  const { name, domain } = await gateway.teamInfo()
  const sealedBotToken = await ctx.vault.seal(team, 'bot', exchanged.botToken)
  const installedAtMs = ctx.clock.nowMs()
  const rotation = exchanged.rotation && (await sealedRotation(ctx.vault, team, exchanged.rotation, installedAtMs))
  await ctx.db.withTenant(team, async (tx) => {
    if ((await teamsOf(tx).lock())?.state === 'erasing') throw new ConflictError(BEING_ERASED)
    await teamsOf(tx).upsert({ teamId: team, name, domain, url: identity.teamUrl, enterpriseId: exchanged.enterpriseId })
    await teamsOf(tx).setState('installing', installedAtMs)
    const { generation } = await installationsOf(tx).upsert({
      teamId: team,
      appId: ctx.config.SLACK_APP_ID,
      enterpriseId: exchanged.enterpriseId,
      botUserId: identity.botUserId,
      botId: identity.botId,
      sealedBotToken,
      keyId: ctx.vault.keyId,
      scopes: exchanged.scopes,
      installerUserId: userId(exchanged.installerUserId),
      installedAtMs,
      transport: ctx.config.SLACK_TRANSPORT,
      rotation,
    })
    await auditOf(tx).append({
      actor: exchanged.installerUserId,
      actorKind: 'slack-user',
      action: generation === 1 ? 'team.installed' : 'team.reinstalled',
      target: team,
      atMs: installedAtMs,
    })
    // whatever was said while the app was away is read again
    await watermarksOf(tx).reset()
    await ctx.enqueue('team.sync', { teamId: team }, { tx })
  })
  return { teamId: team, teamName: name }
}
