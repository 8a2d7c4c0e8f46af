import { type Html, html } from '../html.ts'
import { link } from './link.ts'
import type { Rendering } from './rendering.ts'
import { token } from './token.ts'

const inlinePattern = new RegExp(
  [
    '\\\\([\\\\`*_{}\\[\\]()#+.!~>|-])',
    '`([^`\\n]+)`',
    '\\[([^\\[\\]\\n]*)\\]\\(([^()\\s]+)\\)',
    '<([^<>\\n]+)>',
    '\\*\\*(?=\\S)((?:[^*\\n]|\\*(?!\\*))+)\\*\\*',
    '(?<![\\p{L}\\p{N}*])\\*(?=\\S)([^*\\n]+)(?<=\\S)\\*(?![\\p{L}\\p{N}*])',
    '(?<![\\p{L}\\p{N}_])_(?=\\S)([^_\\n]+)(?<=\\S)_(?![\\p{L}\\p{N}_])',
    '~~(?=\\S)([^~\\n]+)~~',
    '(https?://[^\\s<>()"*`]+[^\\s<>()"*`.,;:!?])',
  ].join('|'),
  'gu',
)

/** Renders one line of Markdown: emphasis, code, links, and Slack's mentions between `<` and `>`. */
export const markdownInline = (text: string, rendering: Rendering): Html => {
  const parts: Html[] = []
  let end = 0
  for (const match of text.matchAll(inlinePattern)) {
    parts.push(html`${text.slice(end, match.index)}`)
    const [, literal, code, label, address, body, bold, star, underscore, strike, bare] = match
    const italic = star ?? underscore
    if (literal) parts.push(html`${literal}`)
    else if (code) parts.push(html`<code>${code}</code>`)
    else if (address) parts.push(link(address, label ? markdownInline(label, rendering) : address))
    else if (body) parts.push(/^[@#!]|^https?:/.test(body) ? token(body, rendering) : html`${match[0]}`)
    else if (bold) parts.push(html`<strong>${markdownInline(bold, rendering)}</strong>`)
    else if (italic) parts.push(html`<em>${markdownInline(italic, rendering)}</em>`)
    else if (strike) parts.push(html`<del>${markdownInline(strike, rendering)}</del>`)
    else if (bare) parts.push(link(bare))
    end = match.index + match[0].length
  }
  return html`${parts}${text.slice(end)}`
}
