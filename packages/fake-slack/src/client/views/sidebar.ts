import type { StoredChannel, StoredUser } from '../../world/types.ts'
import { channelAddress, deliveriesAddress } from '../address.ts'
import { type Html, html, type Slot } from '../html.ts'
import { channelName, isAppDm, nameOf } from '../names.ts'
import { peopleOf, type Viewer } from '../viewer.ts'
import { lockIcon } from './icons.ts'

const entry = (viewer: Viewer, channel: StoredChannel, openId: string): Html => {
  const { world } = viewer.slack
  const unread = world.isMember(channel.id, viewer.user.id) && channel.id !== openId ? world.unread(channel.id, viewer.user.id).count : 0
  const sign = channel.kind === 'channel' ? (channel.isPrivate ? lockIcon : html`<span aria-hidden="true">#</span>`) : ''
  return html`<li><a class="${unread > 0 && 'unread'}" href="${channelAddress(viewer, channel.id)}" data-testid="channel-${channel.id}"${channel.id === openId && html` aria-current="page"`}>
<span class="sign">${sign}</span><span class="channel-name">${channelName(viewer, channel)}</span>
${isAppDm(viewer, channel) && html`<span class="badge">APP</span>`}${channel.isArchived && html`<span class="muted">archived</span>`}
${unread > 0 && html`<span class="count" data-testid="unread-${channel.id}">${unread}<span class="hidden"> unread</span></span>`}</a></li>`
}

const group = (title: string, entries: readonly Slot[]): Html | false => entries.length > 0 && html`<h2>${title}</h2><ul>${entries}</ul>`

const newDm = (user: StoredUser): Html =>
  html`<li><button type="button" class="entry" data-do="openDm" data-target="${user.id}" data-testid="dm-${user.id}"><span class="sign"></span><span class="channel-name">${nameOf(user)}</span>${user.isBot && html`<span class="badge">APP</span>`}</button></li>`

/** The list of everything this person can open: channels, apps, direct messages. */
export const sidebar = (viewer: Viewer, openId: string): Html => {
  const { slack, workspace, user } = viewer
  const seen = slack.as(workspace.id, user.id).channels()
  const byName = (a: StoredChannel, b: StoredChannel) => channelName(viewer, a).localeCompare(channelName(viewer, b))
  const channels = seen.filter(({ kind }) => kind === 'channel').sort(byName)
  const mine = channels.filter(({ id, isArchived }) => slack.world.isMember(id, user.id) && !isArchived)
  const dms = seen.filter(({ kind }) => kind !== 'channel').sort(byName)
  const isNew = (other: StoredUser) => other.id !== user.id && !dms.some(({ kind, members }) => kind === 'im' && members.includes(other.id))
  const botIds = new Set(slack.world.installations(workspace.id).flatMap(({ isActive, botUserId }) => (isActive ? [botUserId] : [])))
  const bots = slack.world.users(workspace.id).filter(({ id }) => botIds.has(id))
  const show = (list: readonly StoredChannel[]) => list.map((channel) => entry(viewer, channel, openId))
  const people = peopleOf(slack, workspace.id).filter(isNew)
  return html`${group('Channels', show(mine))}
${group('Apps', [...show(dms.filter((dm) => isAppDm(viewer, dm))), ...bots.filter(isNew).map(newDm)])}
${group('Direct messages', show(dms.filter((dm) => !isAppDm(viewer, dm))))}
${people.length > 0 && html`<details class="more"><summary>New direct message</summary><ul>${people.map(newDm)}</ul></details>`}
${group('Not joined', show(channels.filter((channel) => !mine.includes(channel))))}
<p class="tools"><a href="${deliveriesAddress(viewer)}" data-testid="delivery-log">Delivery log</a><a href="/">All workspaces</a></p>`
}
