import { type Html, html } from '../html.ts'
import { blocks } from './blocks.ts'
import { link } from './link.ts'
import { type Loose, objectAt, objectsAt, textAt } from './loose.ts'
import { mrkdwn } from './mrkdwn.ts'
import type { Rendering } from './rendering.ts'

const attachment = (value: Loose, rendering: Rendering): Html => {
  const title = textAt(value.title)
  const text = textAt(value.text) || (Array.isArray(value.blocks) ? '' : textAt(value.fallback))
  return html`<div class="attachment">
${textAt(value.pretext) !== '' && html`<div>${mrkdwn(textAt(value.pretext), rendering)}</div>`}
${title !== '' && html`<p class="block-heading">${value.title_link ? link(textAt(value.title_link), title) : title}</p>`}
${text !== '' && html`<div>${mrkdwn(text, rendering)}</div>`}
${objectsAt(value.fields).map((field) => html`<p><strong>${textAt(field.title)}</strong><br>${mrkdwn(textAt(field.value), rendering)}</p>`)}
${Array.isArray(value.blocks) && blocks(value.blocks, rendering)}</div>`
}

/** Renders the attachments of a message: pretext, title, text, fields and blocks of each. */
export const attachments = (list: readonly unknown[], rendering: Rendering): Html =>
  html`${list.map((value) => attachment(objectAt(value), rendering))}`
