import { type TeamId, userId } from '@backscroll/core'
import { channelsOf, installationsOf } from '@backscroll/db'
import type { Context } from '../context.ts'

/** Tells the person who installed the app what happens now, once per install. */
export async function welcomeInstaller(ctx: Context, { teamId }: { teamId: TeamId }): Promise<void> {
  const { installation, allowed } = await ctx.db.withTenant(teamId, async (tx) => ({
    installation: await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID),
    allowed: (await channelsOf(tx).allowed()).length,
  }))
  if (!installation) return
  const gateway = await ctx.slack(teamId)
  const reading =
    allowed > 0
      ? `I am reading the ${allowed} channels that were chosen, and nothing else.`
      : 'I read nothing yet: choose the channels I may read, and invite me to them.'
  await gateway.postMessage({
    channelId: userId(installation.installerUserId),
    text: `Backscroll is installed. ${reading} Ask with \`/ask when do we ship?\`, or mention me in a channel. Every answer links the messages it comes from, and nobody gets an answer from a channel they cannot read.`,
  })
}
