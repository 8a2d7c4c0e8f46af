import type { Outcome } from '../contract.ts'
import { installationOf } from '../deeds/install.ts'
import { dropViews, markView, pushView, topView } from '../deeds/view-stack.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { newView, updateView } from '../web-api/views.ts'
import { type Control, controlsOf } from '../wire/controls.ts'
import { type Given, isEmptyValue, valueGiven } from '../wire/input-values.ts'
import { keepValue, valuesIn } from '../wire/view-state.ts'
import type { StoredView } from '../world/surfaces.ts'
import type { StoredUser } from '../world/types.ts'
import { personField, teamFields } from './occasion.ts'
import { answerObject, postForm } from './post-form.ts'
import { triggerIdFor } from './ticket.ts'

/** What Slack writes into a form whose app did not answer, or answered what is no answer. */
const TROUBLE = 'We had some trouble connecting. Try again?'
const REQUIRED = 'Please complete this required field.'

function inputNamed(open: StoredView, name: string): Control {
  const controls = controlsOf(open.view.blocks)
  const found =
    controls.find(({ blockId, element }) => `${blockId}/${String(element.action_id)}` === name) ??
    controls.find(({ element }) => element.action_id === name) ??
    controls.find(({ blockId }) => blockId === name)
  if (!found) throw new SlackRefusal('input_not_found') // ours
  return found
}

/** Puts values into the inputs of the open view, by action_id, block_id or `block_id/action_id`. */
function fillView(stage: Stage, person: StoredUser, given: Readonly<Record<string, Given>>): StoredView {
  const open = topView(stage, person.id)
  if (!open) throw new SlackRefusal('view_not_open') // ours
  for (const [name, content] of Object.entries(given)) {
    const control = inputNamed(open, name)
    const value = valueGiven(control.element, content)
    if (value) keepValue(open.view, control, value)
  }
  return open
}

/** Inputs that a person has to fill in and has not: Slack's client holds the form back. */
function missing(open: StoredView): Record<string, string> {
  const values = valuesIn(open.view)
  const empty = controlsOf(open.view.blocks).filter(({ blockId, element, optional }) => {
    const value = values[blockId]?.[String(element.action_id)]
    return !optional && value !== undefined && isEmptyValue(value)
  })
  return Object.fromEntries(empty.map(({ blockId }) => [blockId, REQUIRED]))
}

function refusedInputs(open: StoredView, given: unknown): Record<string, string> {
  const known = new Set(controlsOf(open.view.blocks).map(({ blockId }) => blockId))
  const errors = Object.entries((given ?? {}) as Record<string, unknown>)
  const isSound = errors.length > 0 && errors.every(([blockId, text]) => known.has(blockId) && typeof text === 'string')
  if (!isSound) throw new SlackRefusal('invalid_response_action') // ours: Slack only says that there was trouble
  return Object.fromEntries(errors) as Record<string, string>
}

/** Does what the app answered to a submission. @returns the errors below the inputs when it was refused. */
function carryOut(stage: Stage, open: StoredView, body: Record<string, unknown> | null): Record<string, string> | null {
  const installation = installationOf(stage.state, open.appId, open.teamId)
  if (!installation) throw new SlackRefusal('not_installed')
  switch (body?.response_action) {
    case undefined:
      dropViews(stage, open.userId, 'top')
      return null
    case 'clear':
      dropViews(stage, open.userId, 'all')
      return null
    case 'update':
      updateView(stage, installation, open, body.view)
      return null
    case 'push':
      pushView(stage, newView(stage, installation, body.view, { userId: open.userId, over: open }))
      return null
    case 'errors':
      return refusedInputs(open, body.errors)
    default:
      throw new SlackRefusal('invalid_response_action')
  }
}

function refused(stage: Stage, open: StoredView, error: string, why: Pick<StoredView, 'errors' | 'trouble'>): Outcome {
  markView(stage, open, why)
  return { ok: false, error, errors: why.errors }
}

/** Sends the form that a person has open: `view_submission`. The form stays open when the app does not take it. */
export async function submitView(stage: Stage, person: StoredUser, given: Readonly<Record<string, Given>>): Promise<Outcome> {
  const open = fillView(stage, person, given)
  const empty = missing(open)
  if (Object.keys(empty).length > 0) return refused(stage, open, 'required_field_empty', { errors: empty, trouble: null })
  const app = stage.state.apps.get(open.appId)
  if (!app || !open.view.submit) throw new SlackRefusal('view_not_submittable') // ours
  const place = { appId: app.id, teamId: open.teamId, userId: person.id }
  const payload = {
    type: 'view_submission',
    ...teamFields(stage, place),
    user: personField(person),
    api_app_id: app.id,
    trigger_id: triggerIdFor(stage, { ...place, viewId: String(open.view.id) }),
    view: open.view,
    response_urls: [],
  }
  const answer = await postForm(stage, app, app.interactionsUrl, { payload: JSON.stringify(payload) })
  if (answer.error) return refused(stage, open, answer.error, { errors: {}, trouble: TROUBLE })
  try {
    const errors = carryOut(stage, open, answerObject(answer.body))
    return errors ? refused(stage, open, 'errors', { errors, trouble: null }) : { ok: true }
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error
    return refused(stage, open, error.message, { errors: {}, trouble: TROUBLE })
  }
}
