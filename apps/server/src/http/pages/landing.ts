import { html } from './html.ts'
import { layout } from './layout.ts'

/** The first page: what it is, what it may read, and the button. */
export const landingPage = (): string =>
  layout({
    title: 'Backscroll',
    body: html`
<h1>Find what your team already said</h1>
<p class="lead">Backscroll answers questions in Slack from your own channels. Every answer links the messages it comes from.</p>
<p><a class="button" href="/slack/install" data-testid="add-to-slack">Add to Slack</a> <a href="/dashboard" data-testid="open-dashboard">Open the dashboard</a></p>
<h2>What it does with your workspace</h2>
<ul>
<li>It reads only the channels that an admin allows, and nothing before that.</li>
<li>Nobody gets an answer from a channel they cannot read in Slack.</li>
<li>Edited and deleted messages change and disappear here too.</li>
<li>Removing the app ends all reading at once.</li>
</ul>`,
  })
