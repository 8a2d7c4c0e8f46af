import { type Html, html } from '../html.ts'
import { markdownInline } from './markdown-inline.ts'
import type { Rendering } from './rendering.ts'
import { tableOf } from './table.ts'

type Kind = 'fence' | 'heading' | 'rule' | 'bullet' | 'number' | 'quote' | 'row' | 'blank' | 'text'

const patterns: readonly (readonly [Kind, RegExp])[] = [
  ['heading', /^#{1,6}\s+/],
  ['rule', /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/],
  ['bullet', /^\s*[-*+]\s+/],
  ['number', /^\s*\d{1,9}[.)]\s+/],
  ['quote', /^\s*>\s?/],
  ['row', /^\s*\|(?=.*\|)/],
  ['blank', /^\s*$/],
]

interface Group {
  readonly kind: Kind
  readonly lines: string[]
}

/** Splits Markdown to runs of lines of one kind, each line without the mark that gave the kind. */
const groups = (text: string): Group[] => {
  const found: Group[] = []
  let inFence = false
  for (const line of text.split('\n')) {
    if (/^\s*```/.test(line)) {
      inFence = !inFence
      if (inFence) found.push({ kind: 'fence', lines: [] })
      continue
    }
    const [kind, mark] = inFence
      ? (['fence', /^/] as const)
      : (patterns.find(([, pattern]) => pattern.test(line)) ?? (['text', /^/] as const))
    const rest = kind === 'row' ? line : line.replace(mark, '')
    const last = found.at(-1)
    if (last?.kind === kind && kind !== 'heading') last.lines.push(rest)
    else found.push({ kind, lines: [rest] })
  }
  return found
}

const cells = (row: string) =>
  row
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

const isDivider = (row: string) => cells(row).every((cell) => /^:?-+:?$/.test(cell))

const groupMarkup = ({ kind, lines }: Group, rendering: Rendering): Html | null => {
  const rendered = () => lines.map((line) => markdownInline(line, rendering))
  switch (kind) {
    case 'fence':
      return html`<pre><code>${lines.join('\n')}</code></pre>`
    case 'heading':
      return html`<p class="block-heading">${rendered()}</p>`
    case 'rule':
      return html`<hr>`
    case 'bullet':
      return html`<ul>${rendered().map((line) => html`<li>${line}</li>`)}</ul>`
    case 'number':
      return html`<ol>${rendered().map((line) => html`<li>${line}</li>`)}</ol>`
    case 'quote':
      return html`<blockquote>${rendered().map((line, index) => html`${index > 0 && html`<br>`}${line}`)}</blockquote>`
    case 'row':
      return tableOf(lines.filter((line) => !isDivider(line)).map((line) => cells(line).map((cell) => markdownInline(cell, rendering))))
    case 'text':
      return html`<p>${rendered().map((line, index) => html`${index > 0 && html`<br>`}${line}`)}</p>`
    case 'blank':
      return null
  }
}

/** Renders the Markdown of a `markdown` block: headings, lists, quotes, fences, tables, emphasis and links. */
export const markdown = (text: string, rendering: Rendering): Html => html`${groups(text).map((group) => groupMarkup(group, rendering))}`
