import { type ChannelId, InvalidInputError, type MessageTs } from '@backscroll/core'

/** Names one message. */
export interface PermalinkTarget {
  /** `auth.test`'s `url`; a path in it is kept. */
  teamUrl: string
  channelId: ChannelId
  ts: MessageTs
  /** The thread's root; null or equal to `ts` for a message that is not a reply. */
  threadTs: MessageTs | null
}

/** Builds the link that opens a message in Slack, without a call; it grants no access. Source: `chat.getPermalink`. @throws InvalidInputError for a team URL that is not http(s). */
export function permalink({ teamUrl, channelId, ts, threadTs }: PermalinkTarget): string {
  const base = URL.parse(teamUrl.endsWith('/') ? teamUrl : `${teamUrl}/`)
  if (!base || !/^https?:$/.test(base.protocol)) throw new InvalidInputError('The address of the Slack workspace is not a web address.')
  const link = new URL(`archives/${channelId}/p${ts.replace('.', '')}`, base)
  if (threadTs !== null && threadTs !== ts) {
    link.searchParams.set('thread_ts', threadTs)
    link.searchParams.set('cid', channelId)
  }
  return link.href
}
