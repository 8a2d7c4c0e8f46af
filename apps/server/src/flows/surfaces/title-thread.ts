import { type ChannelId, type MessageTs, mentionedIds, plainText, SlackRefusedError, type TeamId } from '@backscroll/core'
import { channelsOf, questionsOf, usersOf } from '@backscroll/db'
import { visibleText } from '@backscroll/slack'
import type { Context } from '../../context.ts'

/** What Slack shows of a title in its list. */
const MAX_CHARS = 60

/** Names the thread of a direct conversation after the question that began it. A plan of Slack that knows no titles does without. */
export async function titleThread(
  ctx: Context,
  { teamId, channelId, threadTs }: { teamId: TeamId; channelId: ChannelId; threadTs: MessageTs },
): Promise<void> {
  const title = await ctx.db.withTenant(teamId, async (tx) => {
    const mrkdwn = await questionsOf(tx).textOf(`${channelId}:${threadTs}`)
    const named = mentionedIds(mrkdwn ?? '')
    const [users, channels] = [await usersOf(tx).names(named.users), await channelsOf(tx).spokenNames(named.channels)]
    return titleOf(plainText(mrkdwn ?? '', { user: (id) => users.get(id), channel: (id) => channels.get(id) }))
  })
  if (title === '') return
  try {
    await (await ctx.slack(teamId)).setTitle({ channelId, threadTs, title })
  } catch (error) {
    if (!(error instanceof SlackRefusedError)) throw error
    ctx.log.info({ teamId, reason: error.reason }, 'a thread has no title')
  }
}

/** The beginning of a question on one line, cut between words. */
export function titleOf(question: string): string {
  const line = visibleText(question).replaceAll(/\s+/g, ' ').trim()
  if (line.length <= MAX_CHARS) return line
  const cut = line.slice(0, MAX_CHARS)
  const words = /^(.{20,})\s/s.exec(cut)?.[1] ?? cut.replace(/[\uD800-\uDBFF]$/, '')
  return `${words} …`
}
