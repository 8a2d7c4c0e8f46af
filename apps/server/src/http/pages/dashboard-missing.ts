import { html } from './html.ts'
import { layout } from './layout.ts'

/** What stands in the dashboard's place while nobody has built it. */
export const dashboardMissingPage = (): string =>
  layout({
    title: 'The dashboard is not built',
    kind: 'bare',
    body: html`
<h1>The dashboard is not built</h1>
<p class="lead">The server runs, but the files of its dashboard are not there.</p>
<p>Build them with <code>node scripts/with-node.mjs pnpm --filter @backscroll/dashboard build</code>, then reload this page. Images come with them.</p>
<p><a class="button" href="/" data-testid="back-to-start">Back to the start page</a></p>`,
  })
