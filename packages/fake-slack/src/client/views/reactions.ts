import type { StoredMessage } from '../../world/types.ts'
import { type Html, html } from '../html.ts'
import { nameOf } from '../names.ts'
import type { Viewer } from '../viewer.ts'
import { offeredReactions } from './offered-reactions.ts'

/** The reactions of a message as buttons that add or take back the viewer's own. */
export const reactionChips = ({ slack, user }: Viewer, { ts, reactions }: StoredMessage): Html | false =>
  reactions.length > 0 &&
  html`<div class="reactions">${reactions.map(({ name, users }) => {
    const isMine = users.includes(user.id)
    const names = users.map((id) => slack.world.user(id)).flatMap((person) => (person ? [nameOf(person)] : []))
    return html`<button type="button" class="chip" data-do="${isMine ? 'unreact' : 'react'}" data-name="${name}" aria-pressed="${isMine ? 'true' : 'false'}" data-testid="reaction-${ts}-${name}" title="${names.join(', ')}">${`:${name}:`} ${users.length}</button>`
  })}</div>`

/** The small set of reactions to choose from. */
export const reactionPicker = (
  ts: string,
): Html => html`<details class="picker"><summary class="tool" data-testid="react-${ts}">React</summary>
<div class="picker-choices" role="group" aria-label="Add a reaction">${offeredReactions.map(
  (name) => html`<button type="button" data-do="react" data-name="${name}" data-testid="react-${ts}-${name}">${name}</button>`,
)}</div></details>`
