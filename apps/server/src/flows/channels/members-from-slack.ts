import type { ChannelId } from '@backscroll/core'
import type { SlackGateway } from '@backscroll/slack'

/** Everybody in a channel, as Slack says now. */
export async function membersFromSlack(gateway: SlackGateway, channelId: ChannelId, signal?: AbortSignal): Promise<string[]> {
  const members: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    signal?.throwIfAborted()
    const page = await gateway.channelMembers(channelId, cursor)
    members.push(...page.userIds)
    cursor = page.nextCursor
  }
  return members
}
