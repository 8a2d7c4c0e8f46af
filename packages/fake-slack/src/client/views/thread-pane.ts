import type { StoredChannel } from '../../world/types.ts'
import { channelAddress } from '../address.ts'
import { type Html, html } from '../html.ts'
import { channelName } from '../names.ts'
import type { Viewer } from '../viewer.ts'
import { composer } from './composer.ts'
import { messageList } from './message-list.ts'
import { promptButtons } from './prompts.ts'
import type { MessageList } from './shown-list.ts'
import { statusLine } from './status-line.ts'

/** The thread beside the channel; an empty, hidden element when none is open. */
export const threadPane = (viewer: Viewer, channel: StoredChannel, threadTs: string | null, list: MessageList): Html => {
  if (threadTs === null) return html`<aside id="pane" class="pane" hidden></aside>`
  const { slack, user } = viewer
  const alone = slack.world.ephemerals(channel.id, user.id).filter((message) => message.threadTs === threadTs)
  const messages = [...slack.world.thread(channel.id, threadTs), ...alone].sort((a, b) => (a.ts < b.ts ? -1 : 1))
  const title = slack.world.threadTitle(channel.id, threadTs)
  const prompts = promptButtons(viewer, channel.id, threadTs)
  return html`<aside id="pane" class="pane" data-testid="thread-pane" aria-label="Thread">
<header class="pane-head"><h1>${title ?? 'Thread'} <span class="muted">${channelName(viewer, channel)}</span></h1>
<a class="button" data-pane href="${channelAddress(viewer, channel.id)}" data-testid="thread-close">Close</a></header>
<div class="thread-messages" data-region="thread" tabindex="0" role="region" aria-label="Messages of the thread">
${messages.length > 0 ? messageList(viewer, messages, { ...list, kind: 'thread' }) : html`<p class="empty">This thread is not here any more.</p>`}
${statusLine(viewer, channel.id, threadTs, 'status')}
${prompts && html`<div class="prompts">${prompts}</div>`}
</div>
${list.canAct && composer({ kind: 'thread', label: 'Reply in the thread', threadTs })}
</aside>`
}
