import { type TeamId, userId } from '@backscroll/core'
import { channelsOf, installationsOf, noticesOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { sendNotice } from './send-notice.ts'

/** Tells the person who installed the app what happens now, and what they can do when nothing is read: once per install. */
export async function welcomeInstaller(ctx: Context, { teamId }: { teamId: TeamId }): Promise<void> {
  if (!ctx.config.ONBOARDING_MESSAGES.includes('welcome')) return
  const planned = await ctx.db.withTenant(teamId, async (tx) => {
    const installation = await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)
    if (!installation) return null
    const key = { kind: 'welcome', subject: String(installation.generation) }
    await noticesOf(tx).plan({ ...key, recipientId: installation.installerUserId, atMs: ctx.clock.nowMs() })
    const readable = (await channelsOf(tx).list()).filter((channel) => channel.policy === 'allowed' && channel.botIsMember).length
    return { key, installerId: userId(installation.installerUserId), readable }
  })
  if (!planned) return
  await sendNotice(ctx, teamId, planned.key, {
    send: async (gateway) => (await gateway.postMessage({ channelId: planned.installerId, text: welcomeText(planned.readable) })).ts,
  })
}

const HOW =
  'Ask with `/ask when do we ship?`, or mention me in a channel. Every answer links the messages it comes from, and nobody gets an answer from a channel they cannot read.'

function welcomeText(readable: number): string {
  if (readable > 0) {
    const chosen = readable === 1 ? 'the one channel that was chosen' : `the ${readable} channels that were chosen`
    return `Backscroll is installed. I am reading ${chosen}, and nothing else. ${HOW}`
  }
  return `Backscroll is installed. I can read no channel yet, so I find nothing. Two steps are left:\n1. Type \`/invite @backscroll\` in a channel.\n2. An admin of Backscroll allows that channel. I then tell you there that I am reading.\n${HOW}`
}
