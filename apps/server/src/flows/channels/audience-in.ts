import type { ChannelId } from '@backscroll/core'
import { isRefusal, type SlackGateway } from '@backscroll/slack'
import { membersFromSlack } from './members-from-slack.ts'
import type { Audience } from './visible-channels.ts'

/** Who reads along in a channel, as Slack says now; null when the app cannot see who that is. */
export async function audienceIn(gateway: SlackGateway, channelId: ChannelId): Promise<Audience | null> {
  try {
    const facts = await gateway.channel(channelId)
    if (!facts) return null
    return { people: await membersFromSlack(gateway, channelId), place: facts.isPrivate ? 'private' : 'public' }
  } catch (error) {
    if (isRefusal(error, 'channel_not_found', 'not_in_channel')) return null
    throw error
  }
}
