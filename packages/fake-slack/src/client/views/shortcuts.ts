import type { ShortcutSeed } from '../../seeds.ts'
import { type Html, html } from '../html.ts'
import type { Viewer } from '../viewer.ts'

interface Offer {
  readonly app: string
  readonly shortcut: ShortcutSeed
}

const offers = ({ slack, workspace }: Viewer, type: ShortcutSeed['type']): Offer[] =>
  slack.world
    .installations(workspace.id)
    .filter(({ isActive }) => isActive)
    .flatMap(({ appId }) => slack.world.app(appId) ?? [])
    .flatMap((app) => (app.shortcuts ?? []).filter((one) => one.type === type).map((shortcut) => ({ app: app.name, shortcut })))

const choice = ({ app, shortcut }: Offer, verb: string, testId: string): Html =>
  html`<button type="button" data-do="${verb}" data-name="${shortcut.callbackId}" data-testid="${testId}-${shortcut.callbackId}" title="${shortcut.description}">${shortcut.name} <span class="muted">${app}</span></button>`

/** The menu of a message with the shortcuts of apps; nothing without any. */
export const messageMenu = (viewer: Viewer, ts: string): Html | false => {
  const all = offers(viewer, 'message')
  return (
    all.length > 0 &&
    html`<details class="picker menu"><summary class="tool" data-testid="message-menu-${ts}">More</summary>
<div class="picker-choices" role="group" aria-label="Shortcuts for this message">${all.map((offer) => choice(offer, 'shortcut', `shortcut-${ts}`))}</div></details>`
  )
}

/** The shortcuts that belong to no message, beside the composer; nothing without any. */
export const globalShortcuts = (viewer: Viewer): Html | false => {
  const all = offers(viewer, 'global')
  return (
    all.length > 0 &&
    html`<details class="picker menu upwards"><summary class="button" data-testid="shortcuts">Shortcuts</summary>
<div class="picker-choices" role="group" aria-label="Shortcuts">${all.map((offer) => choice(offer, 'globalShortcut', 'shortcut'))}</div></details>`
  )
}
