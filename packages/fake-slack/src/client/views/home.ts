import type { FakeSlack } from '../../contract.ts'
import type { StoredApp, StoredWorkspace } from '../../world/types.ts'
import { type Html, html } from '../html.ts'
import { nameOf } from '../names.ts'
import { link } from '../render/link.ts'
import { peopleOf } from '../viewer.ts'
import { page } from './page.ts'

const workspaceCard = (slack: FakeSlack, { id, domain, name }: StoredWorkspace): Html => html`<section class="card">
<h2><a href="/${domain}" data-testid="open-${id}">${name}</a></h2>
<p class="muted">Open it as</p>
<ul class="people">${peopleOf(slack, id).map(
  (person) =>
    html`<li><a href="/${domain}?as=${person.id}" data-testid="act-as-${person.id}">${nameOf(person)}</a>${person.title && html` <span class="muted">${person.title}</span>`}${(person.isAdmin || person.isOwner) && html` <span class="badge">${person.isOwner ? 'OWNER' : 'ADMIN'}</span>`}</li>`,
)}</ul></section>`

const appCard = ({ world }: FakeSlack, app: StoredApp): Html => {
  const active = world.installations().filter(({ appId, isActive }) => appId === app.id && isActive)
  const installedIn = active.flatMap(({ teamId }) => world.workspace(teamId)?.name ?? [])
  return html`<section class="card"><h2>${app.name}</h2>
<p class="muted">${installedIn.length > 0 ? `Installed in ${installedIn.join(', ')}.` : 'Not installed in any workspace yet.'}</p>
${app.homeUrl && html`<p class="button link-button" data-testid="app-home-${app.id}">${link(app.homeUrl, 'Add to Slack')}</p>`}</section>`
}

/** The front door: workspaces with the people to act as, and the apps. */
export const homePage = (slack: FakeSlack): Html => {
  const apps = slack.world.apps()
  return page({
    title: 'Workspaces',
    body: html`<main class="front"><h1>Workspaces</h1>
<p>Choose a workspace and whom to act as. You can change the person at any time.</p>
<div class="cards">${slack.world.workspaces().map((workspace) => workspaceCard(slack, workspace))}</div>
${apps.length > 0 && html`<h1>Apps</h1><div class="cards">${apps.map((app) => appCard(slack, app))}</div>`}</main>`,
  })
}
