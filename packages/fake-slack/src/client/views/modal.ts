import type { StoredView } from '../../world/surfaces.ts'
import { type Html, html } from '../html.ts'
import { blocks } from '../render/blocks.ts'
import { objectAt, textAt } from '../render/loose.ts'
import type { Rendering } from '../render/rendering.ts'
import type { Viewer } from '../viewer.ts'

const plain = (value: unknown): string => textAt(objectAt(value).text)

/** Changes when the dialog must be shown anew: another view, other content, other errors. */
const keyOf = ({ view, errors, trouble }: StoredView): string =>
  [textAt(view.id), textAt(view.hash), JSON.stringify(errors), trouble].join(' ')

const dialog = (open: StoredView, rendering: Rendering, app: string): Html => {
  const { view, errors, trouble } = open
  const values = objectAt(view.state).values as StoredView['view']
  const list: readonly unknown[] = Array.isArray(view.blocks) ? view.blocks : []
  const submit = plain(view.submit)
  return html`<dialog class="modal" data-surface="modal" data-key="${keyOf(open)}" data-view="${textAt(view.id)}" aria-labelledby="modal-title" data-testid="modal">
<form class="modal-form" novalidate>
<header class="modal-head"><div><h1 id="modal-title">${plain(view.title)}</h1><p class="muted">${app}</p></div>
<button type="button" class="button" data-close="all" data-testid="modal-dismiss" aria-label="Close everything">Close</button></header>
<div class="modal-body" tabindex="0" role="region" aria-label="Content">
<p class="trouble" role="alert" data-testid="modal-trouble">${trouble}</p>
${blocks(list, rendering, { values: values as never, feedback: {}, errors })}</div>
<footer class="modal-foot">
<button type="button" class="button" data-close="top" data-testid="modal-close">${plain(view.close) || (view.previous_view_id ? 'Back' : 'Cancel')}</button>
${submit !== '' && html`<button class="button primary" data-testid="modal-submit">${submit}</button>`}
</footer></form></dialog>`
}

/** Where the modal of this person stands; empty without one. */
export const modalPlace = ({ slack, user }: Viewer, rendering: Rendering): Html => {
  const open = slack.world.openView(user.id)
  const app = open ? (slack.world.app(open.appId)?.name ?? '') : ''
  return html`<div id="modal-place">${open && dialog(open, rendering, app)}</div>`
}
