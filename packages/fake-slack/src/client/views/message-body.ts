import type { StoredMessage } from '../../world/types.ts'
import { type Html, html } from '../html.ts'
import { attachments } from '../render/attachments.ts'
import { blocks } from '../render/blocks.ts'
import type { Filled } from '../render/filled.ts'
import { objectAt, textAt } from '../render/loose.ts'
import { mrkdwn } from '../render/mrkdwn.ts'
import type { Rendering } from '../render/rendering.ts'

const fileLine = (value: unknown): Html => {
  const file = objectAt(value)
  return html`<p class="file">File: ${textAt(file.title) || textAt(file.name) || 'untitled'}</p>`
}

/** Whether Slack itself wrote the message: somebody joined, the topic changed. Nobody answers or edits it. */
export const isNotice = ({ subtype }: StoredMessage): boolean => subtype === 'tombstone' || /^(?:channel|group)_/.test(subtype ?? '')

/** Renders what a message says: blocks when it has them, else its text; then attachments and files. */
export const messageBody = (message: StoredMessage, rendering: Rendering, filled: Filled): Html => {
  if (message.subtype === 'tombstone') return html`<p class="muted">This message was deleted.</p>`
  const said = message.blocks && message.blocks.length > 0 ? blocks(message.blocks, rendering, filled) : mrkdwn(message.text, rendering)
  return html`<div class="text ${isNotice(message) && 'muted'}">${said}${message.edited && html` <span class="muted edited">(edited)</span>`}</div>
${attachments(message.attachments, rendering)}${message.files.map(fileLine)}`
}
