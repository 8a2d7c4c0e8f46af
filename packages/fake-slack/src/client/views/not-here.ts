import { type Html, html } from '../html.ts'
import type { Viewer } from '../viewer.ts'
import { page } from './page.ts'
import { userSwitcher } from './switcher.ts'

/** Says that this person cannot open the address; the same words whether it is private, gone or never was. */
export const cannotOpenPage = (viewer: Viewer, address: string): Html =>
  page({
    title: 'Not available',
    body: html`<main class="front" data-testid="cannot-open"><h1>You cannot open this</h1>
<p>What you look for does not exist any more, or the person you act as may not see it.</p>
${userSwitcher(viewer, address)}
<p><a href="/${viewer.workspace.domain}?as=${viewer.user.id}">Go to ${viewer.workspace.name}</a></p></main>`,
  })

/** Says that there is no such workspace or person. */
export const unknownPage = (): Html =>
  page({
    title: 'Not found',
    body: html`<main class="front"><h1>Nothing here</h1><p>There is no such workspace or person in this stand-in Slack.</p>
<p><a href="/">See all workspaces</a></p></main>`,
  })
