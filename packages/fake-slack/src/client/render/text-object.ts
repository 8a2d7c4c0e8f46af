import { type Html, html } from '../html.ts'
import { objectAt, textAt } from './loose.ts'
import { mrkdwn } from './mrkdwn.ts'
import type { Rendering } from './rendering.ts'

/** Renders a text object of Block Kit: `mrkdwn`, or `plain_text` with its line breaks. */
export const textObject = (value: unknown, rendering: Rendering): Html => {
  const { type, text } = objectAt(value)
  if (type === 'mrkdwn') return mrkdwn(textAt(text), rendering)
  return html`<span class="plain">${textAt(text)}</span>`
}
