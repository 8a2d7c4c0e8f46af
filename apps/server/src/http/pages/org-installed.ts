import { html } from './html.ts'
import { layout } from './layout.ts'

/** What comes after an install for a whole organization: no workspace is read before an org admin grants it. */
export const orgInstalledPage = ({ name, grantUrl }: { name: string; grantUrl: string }): string =>
  layout({
    title: `Backscroll is installed in ${name}`,
    kind: 'bare',
    body: html`
<h1>Backscroll is installed in ${name}</h1>
<p class="lead">It is in none of the organization's workspaces yet, so it reads nothing.</p>
<p>Choose the workspaces in Slack. Each becomes a place of its own here: its messages are found in that workspace and nowhere else.</p>
<p><a class="button" href="${grantUrl}" data-testid="grant-workspaces">Choose workspaces</a></p>`,
  })
