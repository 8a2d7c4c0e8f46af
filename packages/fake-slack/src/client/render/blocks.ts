import { type Html, html } from '../html.ts'
import { control } from './control.ts'
import { type Filled, untouched } from './filled.ts'
import { link } from './link.ts'
import { type Loose, objectAt, objectsAt, textAt } from './loose.ts'
import { markdown } from './markdown.ts'
import type { Rendering } from './rendering.ts'
import { richText } from './rich-text.ts'
import { tableOf } from './table.ts'
import { taskCard } from './task.ts'
import { textObject } from './text-object.ts'

const image = (element: Loose): Html => {
  const label = textAt(objectAt(element.title).text) || textAt(element.alt_text) || 'image'
  return html`<span class="image-link">Image: ${link(textAt(element.image_url), label)}</span>`
}

/** Where blocks stand: for whom, and what that person did with them. */
interface Place {
  readonly rendering: Rendering
  readonly filled: Filled
}

const controlIn = (block: Loose, element: Loose, place: Place): Html => control({ element, blockId: textAt(block.block_id), ...place })

const accessory = (block: Loose, place: Place): Html => {
  const element = objectAt(block.accessory)
  return element.type === 'image' ? image(element) : controlIn(block, element, place)
}

/** A labelled input with its hint, or with what is wrong. */
const field = (block: Loose, place: Place): Html => {
  const blockId = textAt(block.block_id)
  const error = Object.hasOwn(place.filled.errors, blockId) ? place.filled.errors[blockId] : undefined
  const hint = textAt(objectAt(block.hint).text)
  const isGroup = /^(?:checkboxes|radio_buttons|multi_)/.test(textAt(objectAt(block.element).type))
  const label = html`<span class="field-label">${textAt(objectAt(block.label).text)}${block.optional === true && html` <span class="muted">(optional)</span>`}</span>`
  const inner = html`${label}${controlIn(block, objectAt(block.element), place)}`
  return html`<div class="field">${isGroup ? html`<div role="group">${inner}</div>` : html`<label>${inner}</label>`}
${error ? html`<p class="field-error" role="alert" data-testid="error-${blockId}">${error}</p>` : hint !== '' && html`<p class="muted">${hint}</p>`}</div>`
}

const section = (block: Loose, place: Place): Html => html`<div class="block-section">
<div class="block-body">${block.text !== undefined && textObject(block.text, place.rendering)}
${Array.isArray(block.fields) && html`<div class="fields">${objectsAt(block.fields).map((one) => html`<div>${textObject(one, place.rendering)}</div>`)}</div>`}</div>
${block.accessory !== undefined && html`<div class="accessory">${accessory(block, place)}</div>`}</div>`

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

const block = (value: Loose, place: Place): Html => {
  const { rendering } = place
  switch (value.type) {
    case 'section':
      return section(value, place)
    case 'input':
      return field(value, place)
    case 'plan':
      return html`<p class="block-heading">${textAt(value.title)}</p>`
    case 'task_card':
      return taskCard(value)
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
      return html`<div class="block-actions">${objectsAt(value.elements).map((element) => controlIn(value, element, place))}</div>`
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

/** Renders Block Kit in order, its controls as this person left them; types this client does not know show their text. */
export const blocks = (list: readonly unknown[], rendering: Rendering, filled: Filled = untouched): Html =>
  html`<div class="blocks">${list.map((value) => block(objectAt(value), { rendering, filled }))}</div>`
