import { type ChannelId, channelId, messageTs, type TeamId } from '@backscroll/core'
import type { Question } from '@backscroll/db'
import { type RenderedAnswer, respondToUrl } from '@backscroll/slack'
import type { Context } from '../../context.ts'

/** Sends an answer where it was asked: a command's to its asker alone, a mention's and a direct message's into their thread. */
export async function sendAnswer(
  ctx: Context,
  teamId: TeamId,
  question: Question,
  message: RenderedAnswer,
): Promise<{ channelId: ChannelId; ts: string } | null> {
  if (question.responseUrl) {
    await respondToUrl({
      responseUrl: question.responseUrl,
      apiUrl: ctx.config.SLACK_API_URL,
      body: { ...message, audience: 'asker', replaces: 'original' },
      timeoutMs: 10_000,
    })
    return null
  }
  const gateway = await ctx.slack(teamId)
  const thread = question.threadTs ? { threadTs: messageTs(question.threadTs) } : {}
  return gateway.postMessage({ channelId: channelId(question.channelId), ...thread, ...message })
}
