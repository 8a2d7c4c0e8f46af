import { type Html, html } from '../html.ts'
import { type Loose, textAt } from './loose.ts'

const STATES: Readonly<Record<string, string>> = { pending: 'waits', in_progress: 'runs', complete: 'done', error: 'failed' }

/** Renders a step of a streamed answer: its state in a word, its title, and what it says besides. */
export const taskCard = (block: Loose): Html => {
  const state = STATES[textAt(block.status)] ?? 'waits'
  const details = textAt(block.details)
  return html`<p class="task ${state}"><span class="badge">${state}</span> ${textAt(block.title)}${details !== '' && html` <span class="muted">${details}</span>`}</p>`
}
