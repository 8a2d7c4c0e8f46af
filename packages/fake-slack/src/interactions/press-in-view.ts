import type { Outcome } from '../contract.ts'
import { topView } from '../deeds/view-stack.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { type Control, controlNamed } from '../wire/controls.ts'
import { type Given, valueGiven } from '../wire/input-values.ts'
import { keepValue } from '../wire/view-state.ts'
import type { StoredApp, StoredUser } from '../world/types.ts'
import { actionOf } from './action.ts'
import { personField, teamFields } from './occasion.ts'
import { postForm } from './post-form.ts'
import { triggerIdFor } from './ticket.ts'

type View = Record<string, unknown>

interface Use {
  person: StoredUser
  actionId: string
  given: Given
}

function useControl(view: View, { actionId, given }: Use): Control {
  const control = controlNamed(view.blocks, actionId, given)
  if (!control) throw new SlackRefusal('action_not_found') // ours
  const value = valueGiven(control.element, given)
  if (value) keepValue(view, control, value)
  return control
}

async function tell(stage: Stage, app: StoredApp | undefined, view: View, use: Use): Promise<Outcome> {
  if (!app) throw new SlackRefusal('action_not_found')
  const control = useControl(view, use)
  if (!control.tells) return { ok: true }
  const { person, given } = use
  const place = { appId: app.id, teamId: String(view.team_id), userId: person.id }
  const payload = {
    type: 'block_actions',
    user: personField(person),
    api_app_id: app.id,
    container: { type: 'view', view_id: view.id },
    trigger_id: triggerIdFor(stage, { ...place, viewId: view.type === 'modal' ? String(view.id) : null }),
    ...teamFields(stage, place),
    view,
    actions: [actionOf(stage, control, given, valueGiven(control.element, given))],
  }
  const answer = await postForm(stage, app, app.interactionsUrl, { payload: JSON.stringify(payload) })
  return answer.error ? { ok: false, error: answer.error } : { ok: true }
}

/** Presses a button or chooses in a menu of the modal that a person has open. `view_not_open` without one. */
export function pressInModal(stage: Stage, use: Use): Promise<Outcome> {
  const open = topView(stage, use.person.id)
  if (!open) throw new SlackRefusal('view_not_open') // ours
  return tell(stage, stage.state.apps.get(open.appId), open.view, use)
}

/** The same in the Home tab of an app. `view_not_found` when it shows nothing to this person. */
export function pressInHome(stage: Stage, appId: string, use: Use): Promise<Outcome> {
  const home = stage.state.homes.get(`${appId} ${use.person.id}`)
  if (!home) throw new SlackRefusal('view_not_found') // ours
  return tell(stage, stage.state.apps.get(appId), home, use)
}
