import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import type { StoredView } from '../world/surfaces.ts'

/** A modal holds so many views at most, its first included. */
const MAX_VIEWS = 3

const idOf = ({ view }: StoredView): string => String(view.id)

function changed(stage: Stage, { teamId, userId }: StoredView): void {
  stage.changed({ teamId, kind: 'view' })
  const ownTeam = stage.state.users.get(userId)?.teamId
  if (ownTeam !== undefined && ownTeam !== teamId) stage.changed({ teamId: ownTeam, kind: 'view' })
}

/** The views of a person's modal, the visible one last; empty without a modal. */
export function viewsOf(stage: Stage, userId: string): StoredView[] {
  return (stage.state.viewStacks.get(userId) ?? []).flatMap((id) => stage.state.views.get(id) ?? [])
}

/** The visible view of a person's modal. */
export const topView = (stage: Stage, userId: string): StoredView | undefined => viewsOf(stage, userId).at(-1)

function setStack(stage: Stage, userId: string, views: readonly StoredView[]): void {
  const kept = new Set(views.map(idOf))
  for (const gone of viewsOf(stage, userId)) if (!kept.has(idOf(gone))) stage.state.views.delete(idOf(gone))
  for (const view of views) stage.state.views.set(idOf(view), view)
  if (views.length === 0) stage.state.viewStacks.delete(userId)
  else stage.state.viewStacks.set(userId, views.map(idOf))
}

/** Shows a modal. One that is open already goes without a word. */
export function showModal(stage: Stage, opened: StoredView): void {
  setStack(stage, opened.userId, [opened])
  changed(stage, opened)
}

/** Lays a view over the visible one, or `push_limit_reached`. */
export function pushView(stage: Stage, pushed: StoredView): void {
  const views = viewsOf(stage, pushed.userId)
  if (views.length >= MAX_VIEWS) throw new SlackRefusal('push_limit_reached')
  setStack(stage, pushed.userId, [...views, pushed])
  changed(stage, pushed)
}

/** Puts new content into a view in its place. */
export function replaceView(stage: Stage, known: StoredView, view: Record<string, unknown>): void {
  Object.assign(known, { view, errors: {}, trouble: null })
  changed(stage, known)
}

/** Takes the visible view away, or the whole modal. @returns what is gone, the topmost first. */
export function dropViews(stage: Stage, userId: string, reach: 'top' | 'all'): StoredView[] {
  const views = viewsOf(stage, userId)
  const gone = reach === 'all' ? views : views.slice(-1)
  setStack(stage, userId, views.slice(0, views.length - gone.length))
  if (gone[0]) changed(stage, gone[0])
  return gone.reverse()
}

/** Says below the inputs, or above the form, why it was not taken. */
export function markView(stage: Stage, known: StoredView, why: Pick<StoredView, 'errors' | 'trouble'>): void {
  Object.assign(known, why)
  changed(stage, known)
}
