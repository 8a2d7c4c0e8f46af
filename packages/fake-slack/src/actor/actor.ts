import type { Actor } from '../contract.ts'
import { seenChannel } from '../deeds/access.ts'
import { SlackRefusal } from '../refusal.ts'
import { type Stage, userOf } from '../stage.ts'
import { canSee, worldOf } from '../world/view.ts'
import { appDeeds } from './app-deeds.ts'
import { channelDeeds } from './channel-deeds.ts'
import { messageDeeds } from './message-deeds.ts'

function reading(stage: Stage, teamId: string, userId: string): Pick<Actor, 'history' | 'thread' | 'ephemerals' | 'channels'> {
  const world = worldOf(stage)
  const seen = (channelId: string) => seenChannel(stage, channelId, userId)
  return {
    history: (channelId) => world.history(seen(channelId).channel.id),
    thread(channelId, threadTs) {
      const messages = world.thread(seen(channelId).channel.id, threadTs)
      if (messages.length === 0) throw new SlackRefusal('thread_not_found')
      return messages
    },
    ephemerals: (channelId) => world.ephemerals(seen(channelId).channel.id, userId),
    channels: () => world.channels(teamId).filter((channel) => canSee(stage, channel.id, userId)),
  }
}

/** A person of a workspace, ready to act. Throws `user_not_found`, or `account_inactive` for a deleted account. */
export function actorOf(stage: Stage, teamId: string, userId: string): Actor {
  const person = userOf(stage, teamId, userId)
  const alive = () => {
    if (person.deleted) throw new SlackRefusal('account_inactive')
    return person
  }
  alive()
  return {
    ...messageDeeds(stage, alive),
    ...channelDeeds(stage, alive),
    ...appDeeds(stage, alive),
    ...reading(stage, teamId, userId),
  }
}
