import type { StoredMessage } from '../../world/types.ts'
import { type Html, html } from '../html.ts'
import type { Viewer } from '../viewer.ts'

/** Below a message that an app is still writing: a sign of that, and Stop; afterwards why it ended early, when it did. */
export const streamLine = ({ slack }: Viewer, { channelId, ts, edited }: StoredMessage): Html | null => {
  const stream = slack.world.stream(channelId, ts)
  if (!stream) return null
  if (stream.state === 'in_progress')
    return html`<p class="stream-line" data-testid="streaming-${ts}"><span class="dots" aria-hidden="true"></span><span class="muted">is writing</span>
<button type="button" class="button" data-do="stopStream" data-testid="stream-stop-${ts}">Stop</button></p>`
  if (stream.stoppedBy !== null) return html`<p class="muted" data-testid="stream-stopped-${ts}">Stopped.</p>`
  if (stream.state === 'errored' && edited === null)
    return html`<p class="muted" data-testid="stream-expired-${ts}">This message was cut off after five minutes.</p>`
  return null
}
