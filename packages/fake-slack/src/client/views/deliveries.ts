import type { Delivery } from '../../contract.ts'
import { channelAddress } from '../address.ts'
import { logTimeText } from '../clock-text.ts'
import { type Html, html } from '../html.ts'
import type { Viewer } from '../viewer.ts'
import { page } from './page.ts'

const SHOWN = 200

const attemptText = ({ atMs, status, reason }: Delivery['attempts'][number]) =>
  html`<li>${logTimeText(atMs)}: ${status === null ? 'no answer' : `HTTP ${status}`}${reason && ` (${reason})`}</li>`

const row = ({ slack }: Viewer, delivery: Delivery): Html => html`<tr data-testid="delivery-${delivery.eventId}">
<td><code>${delivery.eventId}</code></td><td>${slack.world.app(delivery.appId)?.name ?? delivery.appId}</td>
<td>${delivery.type}${delivery.subtype && ` / ${delivery.subtype}`}</td><td>${delivery.state}</td>
<td>${delivery.attempts.length === 0 ? 'none yet' : html`<ol>${delivery.attempts.map(attemptText)}</ol>`}</td></tr>`

/** The newest events sent to apps of this workspace: what, in which state, and how each attempt went. No message text. */
export const deliveriesPage = (viewer: Viewer): Html => {
  const { slack, workspace } = viewer
  const all = slack.events.deliveries().filter(({ teamId }) => teamId === workspace.id)
  const shown = all.slice(-SHOWN).reverse()
  const channel = slack.as(workspace.id, viewer.user.id).channels()[0]
  return page({
    title: 'Delivery log',
    body: html`<main class="front wide"><h1>Events sent to apps in ${workspace.name}</h1>
<p class="muted">${all.length} in all, the newest ${shown.length} first. Times are UTC.</p>
<p><a href="${channel ? channelAddress(viewer, channel.id) : '/'}">Back to the workspace</a></p>
${
  shown.length === 0
    ? html`<p class="empty">Nothing was sent yet.</p>`
    : html`<div class="table-scroll" tabindex="0" role="region" aria-label="Deliveries"><table>
<thead><tr><th scope="col">Event</th><th scope="col">App</th><th scope="col">Type</th><th scope="col">State</th><th scope="col">Attempts</th></tr></thead>
<tbody>${shown.map((delivery) => row(viewer, delivery))}</tbody></table></div>`
}</main>`,
  })
}
