import { type Html, html } from '../html.ts'
import { control } from './control.ts'
import { link } from './link.ts'
import { type Loose, objectAt, objectsAt, textAt } from './loose.ts'
import { markdown } from './markdown.ts'
import type { Rendering } from './rendering.ts'
import { richText } from './rich-text.ts'
import { tableOf } from './table.ts'
import { textObject } from './text-object.ts'

const image = (element: Loose): Html => {
  const label = textAt(objectAt(element.title).text) || textAt(element.alt_text) || 'image'
  return html`<span class="image-link">Image: ${link(textAt(element.image_url), label)}</span>`
}

const accessory = (element: Loose): Html => (element.type === 'image' ? image(element) : control(element))

const section = (block: Loose, rendering: Rendering): Html => html`<div class="block-section">
<div class="block-body">${block.text !== undefined && textObject(block.text, rendering)}
${Array.isArray(block.fields) && html`<div class="fields">${objectsAt(block.fields).map((field) => html`<div>${textObject(field, rendering)}</div>`)}</div>`}</div>
${block.accessory !== undefined && html`<div class="accessory">${accessory(objectAt(block.accessory))}</div>`}</div>`

const tableCell = (cell: Loose, rendering: Rendering): Html =>
  cell.type === 'rich_text' ? richText(cell, rendering) : html`${textAt(cell.text)}`

const tableBlock = (block: Loose, rendering: Rendering): Html => {
  const rows: readonly unknown[] = Array.isArray(block.rows) ? block.rows : []
  return tableOf(rows.map((row) => objectsAt(row).map((cell) => tableCell(cell, rendering))))
}

/** The readable text of a block type that this client does not know, as Slack's own fallback does. */
const unknownText = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(unknownText)
  const { text, title, elements, fields, cells } = objectAt(value)
  return [text, title, elements, fields, cells].flatMap((part) => (part === undefined ? [] : unknownText(part)))
}

const block = (value: Loose, rendering: Rendering): Html => {
  switch (value.type) {
    case 'section':
      return section(value, rendering)
    case 'header':
      return html`<p class="block-heading">${textObject(value.text, rendering)}</p>`
    case 'context':
      return html`<div class="block-context">${objectsAt(value.elements).map((element) =>
        element.type === 'image' ? image(element) : html`<span>${textObject(element, rendering)}</span>`,
      )}</div>`
    case 'divider':
      return html`<hr>`
    case 'actions':
    case 'context_actions':
      return html`<div class="block-actions">${objectsAt(value.elements).map((element) => control(element))}</div>`
    case 'rich_text':
      return html`<div class="rich-text">${richText(value, rendering)}</div>`
    case 'image':
      return image(value)
    case 'markdown':
      return html`<div class="markdown">${markdown(textAt(value.text), rendering)}</div>`
    case 'table':
      return tableBlock(value, rendering)
    default:
      return html`<p>${unknownText(value).join(' ')}</p>`
  }
}

/** Renders Block Kit in order; types this client does not know show their text. */
export const blocks = (list: readonly unknown[], rendering: Rendering): Html =>
  html`<div class="blocks">${list.map((value) => block(objectAt(value), rendering))}</div>`
