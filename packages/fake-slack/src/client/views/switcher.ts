import { type Html, html } from '../html.ts'
import { nameOf } from '../names.ts'
import { peopleOf, type Viewer } from '../viewer.ts'

const mark = (user: { isAdmin: boolean; isOwner: boolean; isGuest: boolean }) =>
  user.isOwner ? ' (owner)' : user.isAdmin ? ' (admin)' : user.isGuest ? ' (guest)' : ''

/** Chooses the person to act as; the page is opened again at `address` as that person. */
export const userSwitcher = (
  { slack, workspace, user }: Viewer,
  address: string,
): Html => html`<form class="switcher" method="get" action="${address}">
<label for="user-switcher">Acting as</label>
<select id="user-switcher" name="as" data-testid="user-switcher" data-submits>
${peopleOf(slack, workspace.id).map(
  (person) => html`<option value="${person.id}"${person.id === user.id && html` selected`}>${nameOf(person)}${mark(person)}</option>`,
)}
</select>
<noscript><button class="button">Switch</button></noscript>
</form>`

/** Links to the workspaces, the present one marked. */
export const workspaceSwitcher = ({ slack, workspace }: Viewer): Html => html`<nav class="workspaces" aria-label="Workspaces">
${slack.world
  .workspaces()
  .map(({ id, domain, name }) =>
    id === workspace.id
      ? html`<strong aria-current="true" data-testid="workspace-${id}">${name}</strong>`
      : html`<a href="/${domain}" data-testid="workspace-${id}">${name}</a>`,
  )}
</nav>`
