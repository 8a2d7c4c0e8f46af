import type { StoredChannel } from '../world/types.ts'
import type { Place } from './history-window.ts'
import type { Html } from './html.ts'
import { botOf } from './names.ts'
import type { Viewer } from './viewer.ts'
import type { AppTab } from './views/app-home.ts'
import { clientPage } from './views/client.ts'

/** The channel a workspace opens with: the general one, else the first this person is in, else the first in sight. */
export const firstChannel = ({ slack, workspace, user }: Viewer): StoredChannel | undefined => {
  const seen = slack.as(workspace.id, user.id).channels()
  const mine = seen.filter(({ id, kind, isArchived }) => kind === 'channel' && !isArchived && slack.world.isMember(id, user.id))
  return mine.find(({ isGeneral, name }) => isGeneral || name === 'general') ?? mine[0] ?? seen[0]
}

/** Opens a channel, with a thread beside it when asked; marks it read up to its newest message. */
export const openChannel = (
  viewer: Viewer,
  channel: StoredChannel,
  place: Place & { readonly threadTs?: string | undefined; readonly tab?: AppTab },
): Html => {
  const { slack, user } = viewer
  const newest = slack.world.history(channel.id).at(-1)
  const isAtEnd = !place.around && !place.before && !place.after && place.tab !== 'home'
  if (newest && isAtEnd && slack.world.unread(channel.id, user.id).count > 0) slack.world.markRead(channel.id, user.id, newest.ts)
  return clientPage(viewer, { channel, place, threadTs: place.threadTs || null, targetTs: null, tab: place.tab ?? 'messages' })
}

/** Tells apps what a person opened: a tab of theirs, or for an agent the channel that is looked at beside it. */
export const tellOpened = (viewer: Viewer, channel: StoredChannel, tab: AppTab): void => {
  const { slack, workspace, user } = viewer
  const person = slack.as(workspace.id, user.id)
  const bot = botOf(viewer, channel)
  if (bot) {
    if (tab === 'home') person.openHome(bot.id)
    else person.openMessagesTab(bot.id)
    return
  }
  if (channel.kind !== 'channel') return
  for (const dm of person.channels()) {
    const agent = botOf(viewer, dm)
    if (agent && slack.world.app(agent.appId ?? '')?.agentView) person.lookAt(agent.id, channel.id)
  }
}

/** Opens the page of one message, marked and in its thread when it is a reply. Null when this person cannot see it or it is gone. */
export const openMessage = (viewer: Viewer, channelId: string, p: string): Html | null => {
  const { world } = viewer.slack
  const ts = /^p\d{16}$/.test(p) ? `${p.slice(1, 11)}.${p.slice(11)}` : ''
  const channel = world.channel(channelId)
  if (!channel || !world.canSee(channelId, viewer.user.id)) return null
  const message = world.message(channelId, ts)
  if (!message || message.subtype === 'tombstone' || (message.onlyFor !== null && message.onlyFor !== viewer.user.id)) return null
  const isReply = message.threadTs !== null && message.threadTs !== ts
  const root = isReply ? message.threadTs : null
  return clientPage(viewer, { channel, place: { around: root ?? ts }, threadTs: root, targetTs: ts, tab: 'messages' })
}
