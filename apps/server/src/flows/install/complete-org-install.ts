import { orgInstallationsOf } from '@backscroll/db'
import type { ExchangedInstallation } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { sealedRotation } from '../../slack-tokens.ts'

/** An approved install for a whole organization. */
export type ExchangedOrgInstallation = ExchangedInstallation & { enterpriseId: string }

/**
 * Stores an org-wide install: its token sealed, and the reading of its grants enqueued, in one transaction. No workspace is granted by it: an
 * org admin does that in Slack. @returns where.
 */
export async function completeOrgInstall(ctx: Context, exchanged: ExchangedOrgInstallation): Promise<{ name: string; grantUrl: string }> {
  const { enterpriseId, enterpriseName: name, scopes, installerUserId } = exchanged
  const appId = ctx.config.SLACK_APP_ID
  const installedAtMs = ctx.clock.nowMs()
  const rotation = exchanged.rotation && (await sealedRotation(ctx.vault, enterpriseId, exchanged.rotation, installedAtMs))
  const sealedBotToken = await ctx.vault.seal(enterpriseId, 'bot', exchanged.botToken)
  await ctx.db.withSystem(async (tx) => {
    const token = { sealedBotToken, rotation, keyId: ctx.vault.keyId }
    await orgInstallationsOf(tx).upsert({ enterpriseId, appId, name, ...token, scopes, installerUserId, installedAtMs })
    await ctx.enqueue('org.sync', { enterpriseId }, { tx })
  })
  return { name, grantUrl: `https://app.slack.com/manage/${enterpriseId}/integrations/profile/${appId}/workspaces/add` }
}
