import type { StoredChannel } from '../../world/types.ts'
import { channelAddress, messageAddress } from '../address.ts'
import type { Place } from '../history-window.ts'
import { type Html, html } from '../html.ts'
import { botOf, channelName, renderingFor } from '../names.ts'
import type { Viewer } from '../viewer.ts'
import type { AppTab } from './app-home.ts'
import { channelView } from './channel.ts'
import { menuIcon } from './icons.ts'
import { modalPlace } from './modal.ts'
import { page } from './page.ts'
import type { MessageList } from './shown-list.ts'
import { sidebar } from './sidebar.ts'
import { userSwitcher, workspaceSwitcher } from './switcher.ts'
import { threadPane } from './thread-pane.ts'

interface ClientView {
  readonly channel: StoredChannel
  readonly place: Place
  readonly threadTs: string | null
  readonly targetTs: string | null
  /** Of a DM with an app; `messages` elsewhere. */
  readonly tab: AppTab
}

/** Where another person starts after a switch: at the same message or channel; a DM is nobody else's, so they start at the front. */
const samePlace = (viewer: Viewer, channel: StoredChannel, targetTs: string | null): string => {
  if (targetTs !== null) return messageAddress(viewer, channel.id, targetTs)
  return channel.kind === 'channel' ? channelAddress(viewer, channel.id) : `/${viewer.workspace.domain}`
}

/** The whole client for one person at one place. */
export const clientPage = (viewer: Viewer, { channel, place, threadTs, targetTs, tab }: ClientView): Html => {
  const { workspace, user, slack } = viewer
  const canAct = slack.world.isMember(channel.id, user.id) && !channel.isArchived
  const list: MessageList = { kind: 'channel', rendering: renderingFor(viewer), targetTs, paneTs: threadTs, canAct }
  const body = html`<div class="bar">
<button type="button" id="sidebar-toggle" class="button" data-testid="sidebar-toggle" aria-expanded="false" aria-controls="sidebar">${menuIcon} Channels</button>
${workspaceSwitcher(viewer)}${userSwitcher(viewer, samePlace(viewer, channel, targetTs))}
</div>
<div class="client">
<nav id="sidebar" class="sidebar" aria-label="Channels" data-region="sidebar">${sidebar(viewer, channel.id)}</nav>
${channelView(viewer, { channel, place, list, tab })}
${threadPane(viewer, channel, threadTs, list)}
</div>
${modalPlace(viewer, list.rendering)}
<template id="edit-template"><form class="edit-form"><label class="hidden" for="edit-text">Edit message</label><textarea id="edit-text" rows="3" data-testid="edit-text"></textarea>
<p><button class="button primary" data-testid="edit-save">Save</button> <button type="button" class="button" data-cancel data-testid="edit-cancel">Cancel</button></p></form></template>`
  return page({
    title: `${channelName(viewer, channel)}, ${workspace.name}`,
    body,
    client: {
      domain: workspace.domain,
      as: user.id,
      channel: channel.id,
      thread: threadTs ?? '',
      kind: botOf(viewer, channel) ? 'app' : channel.kind,
    },
  })
}
