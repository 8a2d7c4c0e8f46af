import type { StoredMessage } from '../../world/types.ts'
import { channelAddress, messageAddress } from '../address.ts'
import { isoText, timeText } from '../clock-text.ts'
import { type Html, html } from '../html.ts'
import { authorOf } from '../names.ts'
import { typedText } from '../typed-text.ts'
import type { Viewer } from '../viewer.ts'
import { isNotice, messageBody } from './message-body.ts'
import { reactionChips, reactionPicker } from './reactions.ts'
import { messageMenu } from './shortcuts.ts'
import type { MessageList } from './shown-list.ts'
import { statusLine } from './status-line.ts'
import { streamLine } from './stream-line.ts'

const initials = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase() ?? '')
    .join('')

const tint = (key: string) => Array.from(key).reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % 6

const isOwn = ({ user }: Viewer, message: StoredMessage) =>
  message.user === user.id && !message.botId && [null, 'thread_broadcast', 'file_share', 'me_message'].includes(message.subtype)

const repliesLink = (viewer: Viewer, message: StoredMessage): Html | null => {
  const root = message.threadTs ?? message.ts
  const summary = viewer.slack.world.threadSummary(message.channelId, root)
  if (!summary) return null
  const count = `${summary.replyCount} ${summary.replyCount === 1 ? 'reply' : 'replies'}`
  return html`<a class="replies" data-pane href="${channelAddress(viewer, message.channelId, { thread_ts: root })}" data-testid="replies-${message.ts}">${message.threadTs ? 'View thread' : count}</a>`
}

const toolbar = (viewer: Viewer, message: StoredMessage, { kind }: MessageList): Html => {
  const { channelId, ts, threadTs } = message
  const own = isOwn(viewer, message)
  return html`<div class="toolbar">
${kind === 'channel' && html`<a class="tool" data-pane href="${channelAddress(viewer, channelId, { thread_ts: threadTs ?? ts })}" data-testid="thread-open-${ts}">Reply</a>`}
${reactionPicker(ts)}
${own && html`<button type="button" class="tool" data-do="edit" data-testid="message-edit-${ts}">Edit</button>`}
${own && html`<button type="button" class="tool" data-do="delete" data-testid="message-delete-${ts}">Delete</button>`}
${messageMenu(viewer, ts)}
</div>`
}

/** Test ids stay unique on a page: a message that is shown twice has its plain id where it belongs, the root in the channel, a reply in its thread. */
const testIdOf = ({ ts, threadTs }: StoredMessage, { kind, paneTs }: MessageList): string => {
  if (kind === 'thread' && (threadTs === null || threadTs === ts)) return `thread-root-${ts}`
  if (kind === 'channel' && threadTs !== null && threadTs === paneTs) return `broadcast-${ts}`
  return `message-${ts}`
}

/** Renders one message. `follows`: the same author wrote the one before, so name and mark are not repeated. */
export const messageItem = (viewer: Viewer, message: StoredMessage, list: MessageList, place: 'starts' | 'follows'): Html => {
  const { ts, channelId } = message
  const { world } = viewer.slack
  const testId = testIdOf(message, list)
  const isTarget = list.targetTs === ts && testId.startsWith('message-')
  const isTombstone = message.subtype === 'tombstone'
  const isSigned = place === 'starts' && !isTombstone
  const isAlone = message.onlyFor !== null
  const author = authorOf(viewer, message)
  const handle = (userId: string) => world.user(userId)?.name
  const clock = html`<time datetime="${isoText(ts)}">${timeText(ts, list.rendering.timeZone)}</time>`
  const hasPage = !isTombstone && !isAlone
  const time = hasPage
    ? html`<a class="time" href="${messageAddress(viewer, channelId, ts)}">${clock}</a>`
    : html`<span class="time">${clock}</span>`
  const filled = {
    values: world.inputs(channelId, ts, viewer.user.id),
    feedback: world.feedback(channelId, ts, viewer.user.id),
    errors: {},
  }
  const content = html`<div class="message-body">${messageBody(message, list.rendering, filled)}</div>${streamLine(viewer, message)}`
  return html`<li class="message ${place} ${isAlone && 'only-you'} ${isTarget && 'is-target'}" data-testid="${isAlone ? 'ephemeral' : testId}" data-ts="${ts}" data-typed="${isOwn(viewer, message) && typedText(message.text, handle)}">
<div class="gutter">${isSigned ? html`<span class="avatar tint-${tint(message.user ?? message.botId ?? author)}" aria-hidden="true">${initials(author)}</span>` : time}</div>
<div class="content">
${isAlone && html`<p class="only-note">Only visible to you</p>`}${isTarget && html`<p class="target-note">Linked message</p>`}
${isSigned && html`<p class="byline"><strong>${author}</strong>${message.botId && html` <span class="badge">APP</span>`} ${time}</p>`}
${isTarget ? html`<div data-testid="permalink-target" data-ts="${ts}" data-channel="${channelId}" tabindex="-1">${content}</div>` : content}
${reactionChips(viewer, message)}${list.kind === 'channel' && repliesLink(viewer, message)}
${list.kind === 'channel' && !isAlone && statusLine(viewer, channelId, ts, `status-${ts}`)}
</div>
${!isNotice(message) && !isAlone && testId.startsWith('message-') && list.canAct && toolbar(viewer, message, list)}
</li>`
}
