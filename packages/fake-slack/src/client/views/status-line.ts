import { type Html, html } from '../html.ts'
import type { Viewer } from '../viewer.ts'

/** What an app says it is doing in a thread, with its loading messages one after the other; nothing when it says nothing. */
export const statusLine = ({ slack }: Viewer, channelId: string, threadTs: string, testId: string): Html | null => {
  const known = slack.world.threadStatus(channelId, threadTs)
  if (!known) return null
  const { status, loadingMessages } = known
  const author = slack.world.app(known.appId)?.name ?? ''
  return html`<p class="status" role="status" data-testid="${testId}"><span class="dots" aria-hidden="true"></span>${author} ${status}${
    loadingMessages.length > 0 &&
    html` <span class="loading" data-loading="${JSON.stringify(loadingMessages)}">${loadingMessages[0]}</span>`
  }</p>`
}
