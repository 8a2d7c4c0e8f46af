import type { InstallProgress } from '../../flows/install/read-install-progress.ts'
import { type Html, html } from './html.ts'
import { layout } from './layout.ts'

/** What comes after the install: which channels are read, how far that is, and how to ask. */
export const installedPage = (progress: InstallProgress): string =>
  layout({
    title: `Backscroll is installed in ${progress.teamName}`,
    script: '/assets/install-progress.js',
    body: html`
<h1>Backscroll is installed in ${progress.teamName}</h1>
<section aria-labelledby="next">
<h2 id="next">Next steps</h2>
<ol>
<li>Open Slack and type <code>/ask</code> with a question, for example <code>/ask when do we ship the billing rewrite?</code> Only you see the answer.</li>
<li>Mention the app in a channel to get an answer that everyone there can see.</li>
<li>Invite the app to more channels with <code>/invite @backscroll</code>. An admin decides whether it reads them.</li>
</ol>
<p><a class="button" href="${progress.slackUrl}" data-testid="open-slack">Open Slack</a> <a href="/dashboard" data-testid="open-dashboard">Open the dashboard</a></p>
</section>
<section aria-labelledby="reading">
<h2 id="reading">Reading</h2>
<div id="progress" data-state="${progress.state}">${progressFragment(progress)}</div>
</section>`,
  })

/** The part of the page that changes while channels are read. */
export const progressFragment = (progress: InstallProgress): Html => html`
<p role="status" data-testid="progress-summary">${summaryOf(progress)}</p>
${progress.channels.length > 0 ? channelTable(progress) : html``}
${progress.waiting > 0 ? html`<p class="quiet">${progress.waiting === 1 ? '1 more channel waits for an admin to allow it.' : `${progress.waiting} more channels wait for an admin to allow them.`}</p>` : html``}`

function summaryOf({ state, pausedReason, channels, messages, waiting }: InstallProgress): string {
  const done = channels.filter((channel) => channel.status === 'ready').length
  switch (state) {
    case 'looking':
      return 'Looking at the channels of your workspace.'
    case 'nothing-allowed':
      return waiting > 0 ? 'No channel is allowed yet, so nothing is read.' : 'Backscroll is in no channel yet. Invite it with /invite.'
    case 'reading':
      return `Reading: ${done} of ${channels.length} channels done, ${messages.toLocaleString('en')} messages can be searched.`
    case 'ready':
      return `Ready: ${messages.toLocaleString('en')} messages in ${channels.length} channels can be searched.`
    case 'paused':
      return `Paused: ${pausedReason} Nothing is read and no question is answered until Backscroll is installed again from the start page.`
    case 'stopped':
      return 'Backscroll was removed from this workspace. Nothing is read any more.'
  }
}

const STATUS_TEXT = { waiting: 'waiting', reading: 'reading', ready: 'ready', blocked: 'cannot be read' } as const

const channelTable = ({ channels }: InstallProgress): Html => html`
<table>
<caption>Channels that are read</caption>
<thead><tr><th scope="col">Channel</th><th scope="col" class="number">Messages</th><th scope="col">State</th></tr></thead>
<tbody>${channels.map(
  (channel) => html`<tr>
<td>${channel.isPrivate ? 'Private channel' : `#${channel.name}`}</td>
<td class="number">${channel.messages.toLocaleString('en')}</td>
<td>${STATUS_TEXT[channel.status]}${channel.reason ? html`<span class="quiet"> ${channel.reason}</span>` : html``}</td>
</tr>`,
)}</tbody>
</table>`
