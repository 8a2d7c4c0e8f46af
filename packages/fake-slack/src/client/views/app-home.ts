import type { StoredChannel, StoredUser } from '../../world/types.ts'
import { channelAddress } from '../address.ts'
import { type Html, html } from '../html.ts'
import { nameOf } from '../names.ts'
import { blocks } from '../render/blocks.ts'
import { objectAt } from '../render/loose.ts'
import type { Rendering } from '../render/rendering.ts'
import type { Viewer } from '../viewer.ts'

/** The two tabs of an app. */
export type AppTab = 'home' | 'messages'

/** Links to the tabs of an app, the present one marked. */
export const appTabs = (viewer: Viewer, channel: StoredChannel, bot: StoredUser, present: AppTab): Html => {
  const tab = (name: AppTab, label: string) =>
    html`<a href="${channelAddress(viewer, channel.id, { tab: name })}" data-testid="tab-${name}"${name === present && html` aria-current="page"`}>${label}</a>`
  return html`<nav class="tabs" aria-label="${nameOf(bot)}">${tab('home', 'Home')}${tab('messages', 'Messages')}</nav>`
}

/** What the app shows in its Home tab to this person. */
export const appHome = ({ slack, user }: Viewer, bot: StoredUser, rendering: Rendering): Html => {
  const home = slack.world.home(bot.appId ?? '', user.id)
  const list: readonly unknown[] = Array.isArray(home?.blocks) ? home.blocks : []
  const values = objectAt(home?.state).values as never
  return html`<div class="app-home" data-region="home" data-surface="home" data-bot="${bot.id}" tabindex="0" role="region" aria-label="Home" data-testid="app-home">
${home ? blocks(list, rendering, { values, feedback: {}, errors: {} }) : html`<p class="empty">${nameOf(bot)} shows nothing here yet.</p>`}</div>`
}
