import { html } from './html.ts'
import { layout } from './layout.ts'

/** What went wrong, in our words. */
export interface PageProblem {
  title: string
  what: string
  next: string
}

/** A page of a step that failed: what happened, what to do, a way back, and Slack's word or ours for it. */
export const problemFrame = (problem: PageProblem, { reason, back }: { reason: string; back: { href: string; label: string } }): string =>
  layout({
    title: problem.title,
    kind: 'bare',
    body: html`
<h1>${problem.title}</h1>
<p class="lead">${problem.what}</p>
<p>${problem.next}</p>
<p><a class="button" href="${back.href}" data-testid="back-to-start">${back.label}</a></p>
<p class="quiet">Reason: <code data-testid="reason">${reason}</code></p>`,
  })
