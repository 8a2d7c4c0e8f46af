import { type Html, html } from '../html.ts'
import { dateText } from './date-token.ts'
import { link } from './link.ts'
import { type Loose, objectAt, objectsAt, textAt } from './loose.ts'
import type { Rendering } from './rendering.ts'
import { broadcastMention, channelMention, personMention } from './token.ts'

const withBreaks = (text: string): Html => html`${text.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${line}`)}`

const styled = (inner: Html, style: Loose): Html => {
  const code = style.code === true ? html`<code>${inner}</code>` : inner
  const bold = style.bold === true ? html`<strong>${code}</strong>` : code
  const italic = style.italic === true ? html`<em>${bold}</em>` : bold
  return style.strike === true ? html`<del>${italic}</del>` : italic
}

const leaf = (element: Loose, rendering: Rendering): Html => {
  switch (element.type) {
    case 'text':
      return withBreaks(textAt(element.text))
    case 'link':
      return link(textAt(element.url), textAt(element.text) || textAt(element.url))
    case 'user':
      return personMention(textAt(element.user_id), '', rendering)
    case 'channel':
      return channelMention(textAt(element.channel_id), rendering)
    case 'usergroup':
      return broadcastMention('group')
    case 'broadcast':
      return broadcastMention(textAt(element.range))
    case 'emoji':
      return html`${`:${textAt(element.name)}:`}`
    case 'date':
      return html`<time>${dateText(String(element.timestamp), textAt(element.format), textAt(element.fallback), rendering)}</time>`
    case 'color':
      return html`${textAt(element.value)}`
    default:
      return html`${textAt(element.text)}`
  }
}

const leaves = (container: Loose, rendering: Rendering): Html =>
  html`${objectsAt(container.elements).map((element) => styled(leaf(element, rendering), objectAt(element.style)))}`

const list = (container: Loose, rendering: Rendering): Html => {
  const items = objectsAt(container.elements).map((item) => html`<li>${leaves(item, rendering)}</li>`)
  const indent = typeof container.indent === 'number' ? Math.min(Math.max(Math.trunc(container.indent), 0), 5) : 0
  return container.style === 'ordered' ? html`<ol class="indent-${indent}">${items}</ol>` : html`<ul class="indent-${indent}">${items}</ul>`
}

/** Renders a `rich_text` block: the exact form of what a person typed. */
export const richText = (block: Loose, rendering: Rendering): Html =>
  html`${objectsAt(block.elements).map((container) => {
    switch (container.type) {
      case 'rich_text_list':
        return list(container, rendering)
      case 'rich_text_quote':
        return html`<blockquote>${leaves(container, rendering)}</blockquote>`
      case 'rich_text_preformatted':
        return html`<pre><code>${objectsAt(container.elements).map((element) => leafInCode(element, rendering))}</code></pre>`
      default:
        return html`<div>${leaves(container, rendering)}</div>`
    }
  })}`

const leafInCode = (element: Loose, rendering: Rendering): Html =>
  element.type === 'text' ? html`${textAt(element.text)}` : leaf(element, rendering)
