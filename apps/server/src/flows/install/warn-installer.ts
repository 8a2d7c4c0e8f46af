import { escapeMrkdwn, type TeamId, userId } from '@backscroll/core'
import { installationsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { RENEWAL_REFUSED } from '../../token-holders.ts'
import { readSettings } from '../settings/read-settings.ts'
import { sendNotice } from './send-notice.ts'

/** Tells the person who installed the app that Slack renews its token no more, while the token of now still works, unless the workspace has that on the dashboard alone. */
export async function warnInstaller(ctx: Context, { teamId }: { teamId: TeamId }): Promise<void> {
  const { installation, settings } = await ctx.db.withTenant(teamId, async (tx) => ({
    installation: await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID),
    settings: await readSettings(tx),
  }))
  if (!installation?.rotation || settings.notify_failures === 'dashboard') return
  const until = Math.floor(installation.rotation.expiresAtMs / 1_000)
  const fallback = `${new Date(installation.rotation.expiresAtMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const link = `<${escapeMrkdwn(`${ctx.config.PUBLIC_URL}/slack/install`)}|Install it again>`
  await sendNotice(
    ctx,
    teamId,
    { kind: RENEWAL_REFUSED, subject: String(installation.generation) },
    {
      send: async (gateway) => {
        const text = `Slack no longer renews the token of Backscroll. From <!date^${until}^{date_short_pretty} at {time}|${fallback}> on nothing is read and no question is answered. ${link} to go on; nothing is lost.`
        return (await gateway.postMessage({ channelId: userId(installation.installerUserId), text })).ts
      },
    },
  )
}
