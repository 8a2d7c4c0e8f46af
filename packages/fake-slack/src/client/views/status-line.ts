import { type Html, html } from '../html.ts'
import type { Viewer } from '../viewer.ts'

/** What an app says it is doing in a thread; nothing when it says nothing. */
export const statusLine = ({ slack }: Viewer, channelId: string, threadTs: string): Html | null => {
  const status = slack.world.status(channelId, threadTs)
  return status ? html`<p class="status" role="status" data-testid="status">${status}</p>` : null
}
