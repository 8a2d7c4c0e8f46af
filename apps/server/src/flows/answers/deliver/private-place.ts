import type { ChannelId, UserId } from '@backscroll/core'
import { isRefusal, type RenderedAnswer, respondToUrl, type SlackGateway } from '@backscroll/slack'
import type { Place, Shown } from './place.ts'

export interface PrivatePlaceOptions {
  gateway: () => Promise<SlackGateway>
  apiUrl: string
  channelId: ChannelId
  askerId: UserId
  /** Of the command or the control that asked; null once it is forgotten. */
  responseUrl: string | null
}

const TIMEOUT_MS = 10_000

/**
 * What the asker alone sees: the waiting line of the command becomes the answer. When its address has expired, the answer comes as a message
 * of its own, in the channel where the app is a member, and in the conversation with the app where it is not.
 */
export function privatePlace({ gateway, apiUrl, channelId, askerId, responseUrl }: PrivatePlaceOptions): Place {
  return {
    stopped: new AbortController().signal,
    // the command was answered with a waiting line at once
    working() {},
    show() {},
    async finish({ message }): Promise<Shown> {
      if (responseUrl && (await replaceWaitingLine(apiUrl, responseUrl, message)))
        return { channelId, ts: null, userId: askerId, responseUrl }
      const slack = await gateway()
      try {
        await slack.postEphemeral({ channelId, userId: askerId, ...message })
        return { channelId, ts: null, userId: askerId, responseUrl: null }
      } catch (error) {
        if (!isRefusal(error, 'not_in_channel', 'channel_not_found', 'user_not_in_channel', 'is_archived')) throw error
        const posted = await slack.postMessage({ channelId: askerId, ...message })
        return { channelId: posted.channelId, ts: posted.ts, userId: askerId, responseUrl: null }
      }
    },
  }
}

/** @returns false when Slack takes nothing at the address any more. */
async function replaceWaitingLine(apiUrl: string, responseUrl: string, message: RenderedAnswer): Promise<boolean> {
  try {
    await respondToUrl({ responseUrl, apiUrl, body: { ...message, audience: 'asker', replaces: 'original' }, timeoutMs: TIMEOUT_MS })
    return true
  } catch (error) {
    if (isRefusal(error, 'expired')) return false
    throw error
  }
}
