import { type Html, html } from '../html.ts'
import type { Rendering } from './rendering.ts'
import { token } from './token.ts'
import { unescaped } from './unescape.ts'

/** Text between two equal marks: the marks touch the text inside and no word outside. Each alternative starts differently: no backtracking. */
const marked = (mark: string) =>
  `(?<![\\p{L}\\p{N}${mark}])${mark}(?=\\S)((?:<[^<>\\n]*>|<(?![^<>\\n]*>)|[^<${mark}\\n])+)(?<=\\S)${mark}(?![\\p{L}\\p{N}${mark}])`

const inlinePattern = new RegExp(['<([^<>\\n]+)>', '`([^`\\n]+)`', marked('\\*'), marked('_'), marked('~')].join('|'), 'gu')

const inline = (text: string, rendering: Rendering): Html => {
  const parts: Html[] = []
  let end = 0
  for (const match of text.matchAll(inlinePattern)) {
    parts.push(html`${unescaped(text.slice(end, match.index))}`)
    const [, body, code, bold, italic, strike] = match
    if (body) parts.push(token(body, rendering))
    else if (code) parts.push(html`<code>${plain(code, rendering)}</code>`)
    else if (bold) parts.push(html`<strong>${inline(bold, rendering)}</strong>`)
    else if (italic) parts.push(html`<em>${inline(italic, rendering)}</em>`)
    else if (strike) parts.push(html`<del>${inline(strike, rendering)}</del>`)
    end = match.index + match[0].length
  }
  return html`${parts}${unescaped(text.slice(end))}`
}

const plain = (code: string, rendering: Rendering): Html =>
  html`${code.split(/<([^<>\n]+)>/).map((part, index) => (index % 2 ? token(part, rendering) : unescaped(part)))}`

const quotePattern = /^(?:&gt;|>) ?/

const lines = (text: string, rendering: Rendering): Html[] => {
  const parts: Html[] = []
  let quoted: Html[] = []
  const closeQuote = () => {
    if (quoted.length > 0) parts.push(html`<blockquote>${quoted}</blockquote>`)
    quoted = []
  }
  const all = text.split('\n')
  for (const [index, line] of all.entries()) {
    if (quotePattern.test(line)) {
      quoted.push(html`${quoted.length > 0 && html`<br>`}${inline(line.replace(quotePattern, ''), rendering)}`)
      continue
    }
    closeQuote()
    parts.push(html`${inline(line, rendering)}${index < all.length - 1 && !quotePattern.test(all[index + 1] ?? '') && html`<br>`}`)
  }
  closeQuote()
  return parts
}

/** Renders Slack's own markup as it would look to one viewer; everything in it is escaped. */
export const mrkdwn = (text: string, rendering: Rendering): Html => {
  const parts = text.split(/```\n?([\s\S]+?)\n?```\n?/)
  return html`${parts.map((part, index) => {
    if (index % 2) return html`<pre><code>${plain(part, rendering)}</code></pre>`
    return part === '' ? '' : lines(part, rendering)
  })}`
}
