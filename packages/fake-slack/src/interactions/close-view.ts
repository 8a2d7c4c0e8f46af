import { dropViews, topView } from '../deeds/view-stack.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import type { StoredView } from '../world/surfaces.ts'
import type { StoredUser } from '../world/types.ts'
import { personField, teamFields } from './occasion.ts'
import { postForm } from './post-form.ts'

async function tell(stage: Stage, person: StoredUser, closed: StoredView, reach: 'top' | 'all'): Promise<void> {
  const app = stage.state.apps.get(closed.appId)
  if (!app || closed.view.notify_on_close !== true) return
  const payload = {
    type: 'view_closed',
    ...teamFields(stage, closed),
    user: personField(person),
    api_app_id: app.id,
    view: closed.view,
    is_cleared: reach === 'all',
  }
  await postForm(stage, app, app.interactionsUrl, { payload: JSON.stringify(payload) })
}

/**
 * Closes the visible view, or the whole modal, as a view with `clear_on_close` does by itself. Apps hear `view_closed` of views that asked
 * for it; what they answer does not matter.
 */
export async function closeView(stage: Stage, person: StoredUser, wish: 'top' | 'all'): Promise<void> {
  const open = topView(stage, person.id)
  if (!open) throw new SlackRefusal('view_not_open') // ours
  const reach = open.view.clear_on_close === true ? 'all' : wish
  for (const closed of dropViews(stage, person.id, reach)) await tell(stage, person, closed, reach)
}
