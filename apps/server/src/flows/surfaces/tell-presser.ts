import type { ChannelId, MessageTs, TeamId, UserId } from '@backscroll/core'
import { AppError } from '@backscroll/core'
import { isRefusal, type OutgoingMessage, respondToUrl } from '@backscroll/slack'
import type { Context } from '../../context.ts'

/** Somebody who waits for a word, and where. */
export interface Waiting {
  teamId: TeamId
  userId: UserId
  /** Null in the Home tab and in dialogs. */
  channelId: ChannelId | null
  threadTs: MessageTs | null
  /** Empty where Slack gives none. */
  responseUrl: string
}

const TIMEOUT_MS = 2_500

/** Says something to one person: below what they pressed, else in that channel, else in the conversation with the app. */
export async function tellPresser(
  ctx: Context,
  { teamId, userId, channelId, threadTs, responseUrl }: Waiting,
  message: OutgoingMessage,
): Promise<void> {
  const thread = threadTs ? { threadTs } : {}
  if (responseUrl) {
    try {
      const body = { ...message, ...thread, audience: 'asker' } as const
      return await respondToUrl({ responseUrl, apiUrl: ctx.config.SLACK_API_URL, body, timeoutMs: TIMEOUT_MS })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
  }
  const slack = await ctx.slack(teamId)
  if (channelId) {
    try {
      return await slack.postEphemeral({ channelId, userId, ...thread, ...message })
    } catch (error) {
      if (!isRefusal(error, 'not_in_channel', 'channel_not_found', 'user_not_in_channel', 'is_archived')) throw error
    }
  }
  await slack.postMessage({ channelId: userId, ...message })
}
