import { escapeMrkdwn } from '@backscroll/core'
import { blocksMrkdwn } from './blocks-mrkdwn.ts'
import { listOf, recordOf, textOf } from './loose.ts'
import { mrkdwnLink } from './slack-link.ts'

/** Marks of an attachment that Slack added: a shared message belongs to another channel, a link preview to another site. */
const PREVIEW_MARKS = [
  'is_share',
  'is_msg_unfurl',
  'is_reply_unfurl',
  'is_thread_root_unfurl',
  'is_app_unfurl',
  'message_blocks',
  'author_id',
  'channel_id',
  'channel_team',
  'from_url',
  'original_url',
] as const

/**
 * Lines that attachments and files add to a message, in mrkdwn.
 * Shared messages stay out because their text is protected by the other channel; link previews stay out because the author
 * did not write them and their late arrival must not change what is indexed.
 */
export function appendixOf(message: Readonly<Record<string, unknown>>): string {
  return [...listOf(message.attachments).map(attachmentText), ...filesOf(message).map(fileText)].filter((text) => text !== '').join('\n')
}

/** The files of a message; data before 2018 holds one `file` instead of a list. */
export const filesOf = (message: Readonly<Record<string, unknown>>): readonly unknown[] =>
  Array.isArray(message.files) ? message.files : message.file ? [message.file] : []

function attachmentText(value: unknown): string {
  const attachment = recordOf(value)
  if (PREVIEW_MARKS.some((mark) => Boolean(attachment[mark]))) return ''
  const blocks = blocksMrkdwn(attachment.blocks)
  const written = [
    textOf(attachment.pretext),
    titleText(attachment),
    textOf(attachment.text),
    ...listOf(attachment.fields).map(fieldText),
    blocks,
  ]
  const text = written.filter((part) => part !== '').join('\n')
  return text || escapeMrkdwn(textOf(attachment.fallback))
}

function titleText(attachment: Readonly<Record<string, unknown>>): string {
  const title = textOf(attachment.title)
  const link = textOf(attachment.title_link)
  return link && !title.includes('<') ? mrkdwnLink(link, title) : title
}

function fieldText(value: unknown): string {
  const field = recordOf(value)
  return [textOf(field.title), textOf(field.value)].filter((part) => part !== '').join(': ')
}

function fileText(value: unknown): string {
  const file = recordOf(value)
  const title = textOf(file.title)
  const name = textOf(file.name)
  return escapeMrkdwn(title && name && title !== name ? `${title} (${name})` : title || name)
}
