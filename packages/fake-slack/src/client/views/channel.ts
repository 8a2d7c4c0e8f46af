import type { StoredChannel } from '../../world/types.ts'
import { channelAddress } from '../address.ts'
import { historyWindow, type Place } from '../history-window.ts'
import { type Html, html } from '../html.ts'
import { botOf, channelName } from '../names.ts'
import type { Viewer } from '../viewer.ts'
import { type AppTab, appHome, appTabs } from './app-home.ts'
import { composer } from './composer.ts'
import { lockIcon } from './icons.ts'
import { messageList } from './message-list.ts'
import { promptButtons } from './prompts.ts'
import { globalShortcuts } from './shortcuts.ts'
import type { MessageList } from './shown-list.ts'

const title = (viewer: Viewer, channel: StoredChannel): Html => {
  const sign = channel.kind === 'channel' ? (channel.isPrivate ? html`${lockIcon} ` : '#') : ''
  return html`${sign}${channelName(viewer, channel)}`
}

const foot = (viewer: Viewer, channel: StoredChannel): Html => {
  if (channel.isArchived) return html`<p class="foot">This channel is archived.</p>`
  if (!viewer.slack.world.isMember(channel.id, viewer.user.id))
    return html`<p class="foot">You are not in this channel. <button type="button" class="button primary" data-do="join" data-testid="join">Join</button></p>`
  const name = `${channel.kind === 'channel' ? '#' : ''}${channelName(viewer, channel)}`
  return composer({ kind: 'channel', label: `Message ${name}`, threadTs: '', beside: globalShortcuts(viewer) })
}

const messages = (viewer: Viewer, channel: StoredChannel, place: Place, list: MessageList): Html => {
  const { slack, workspace, user } = viewer
  const window = historyWindow(slack.as(workspace.id, user.id).history(channel.id), place)
  const first = window.items[0]?.ts ?? ''
  const alone = window.newerThan
    ? []
    : slack.world.ephemerals(channel.id, user.id).filter((message) => message.threadTs === null && message.ts > first)
  const items = [...window.items, ...alone].sort((a, b) => (a.ts < b.ts ? -1 : 1))
  const { olderThan, newerThan } = window
  return html`${olderThan && html`<p class="further"><a href="${channelAddress(viewer, channel.id, { before: olderThan })}" data-testid="older">Older messages</a></p>`}
${items.length > 0 ? messageList(viewer, items, list) : html`<p class="empty">No messages yet.</p>`}
${newerThan && html`<p class="further"><a href="${channelAddress(viewer, channel.id, { after: newerThan })}" data-testid="newer">Newer messages</a> <a data-latest href="${channelAddress(viewer, channel.id)}" data-testid="latest">Latest messages</a></p>`}`
}

const about = (channel: StoredChannel): Html =>
  html`<p class="muted">${channel.kind === 'channel' && html`<span>${channel.members.length} ${channel.members.length === 1 ? 'member' : 'members'}</span>`} <span class="topic">${channel.topic}</span></p>`

/** The messages of a channel, what an app offers to be asked there, and the field to write in. */
const conversation = (viewer: Viewer, channel: StoredChannel, place: Place, list: MessageList): Html => html`
<div class="messages" data-region="messages" tabindex="0" role="region" aria-label="Messages">${messages(viewer, channel, place, list)}</div>
<p id="notice" class="notice" role="alert" data-testid="notice"></p>
${channel.kind === 'im' && html`<div class="prompts" data-region="prompts" data-testid="prompts">${promptButtons(viewer, channel.id)}</div>`}
<div class="foot-region" data-state-region="foot" data-state="${channel.isArchived ? 'archived' : list.canAct ? 'member' : 'visitor'}">${foot(viewer, channel)}</div>`

interface Middle {
  readonly channel: StoredChannel
  readonly place: Place
  readonly list: MessageList
  /** Of a DM with an app, the tab that is open. */
  readonly tab: AppTab
}

/** The channel in the middle: its name and topic, its messages, and the field to write in; of an app also its two tabs. */
export const channelView = (viewer: Viewer, { channel, place, list, tab }: Middle): Html => {
  const bot = botOf(viewer, channel)
  return html`<main class="channel">
<header class="channel-head" data-region="channel-head"><h1>${title(viewer, channel)}</h1>${bot ? appTabs(viewer, channel, bot, tab) : about(channel)}</header>
${bot && tab === 'home' ? html`${appHome(viewer, bot, list.rendering)}<p id="notice" class="notice" role="alert" data-testid="notice"></p>` : conversation(viewer, channel, place, list)}
</main>`
}
