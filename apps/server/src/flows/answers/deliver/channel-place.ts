import type { ChannelId } from '@backscroll/core'
import { isRefusal, respondToUrl, type SlackGateway } from '@backscroll/slack'
import type { Place, Shown } from './place.ts'

export interface ChannelPlaceOptions {
  gateway: () => Promise<SlackGateway>
  apiUrl: string
  channelId: ChannelId
  responseUrl: string | null
}

const TIMEOUT_MS = 10_000

/** A channel that everybody in it reads, as a message of the app; where the app is no member Slack posts it for the command. */
export function channelPlace({ gateway, apiUrl, channelId, responseUrl }: ChannelPlaceOptions): Place {
  return {
    stopped: new AbortController().signal,
    working() {},
    show() {},
    async finish({ message }): Promise<Shown> {
      try {
        const posted = await (await gateway()).postMessage({ channelId, ...message })
        if (responseUrl) await respondToUrl({ responseUrl, apiUrl, body: { deletes: 'original' }, timeoutMs: TIMEOUT_MS }).catch(() => {})
        return { channelId: posted.channelId, ts: posted.ts, userId: null, responseUrl: null }
      } catch (error) {
        if (!responseUrl || !isRefusal(error, 'not_in_channel', 'channel_not_found')) throw error
        await respondToUrl({ responseUrl, apiUrl, body: { ...message, audience: 'channel' }, timeoutMs: TIMEOUT_MS })
        return { channelId, ts: null, userId: null, responseUrl }
      }
    },
  }
}
