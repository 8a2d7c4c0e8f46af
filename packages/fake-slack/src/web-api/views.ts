import { pushView, replaceView, showModal, viewsOf } from '../deeds/view-stack.ts'
import { triggerOf } from '../interactions/ticket.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { valuesIn } from '../wire/view-state.ts'
import type { StoredView, Trigger } from '../world/surfaces.ts'
import type { StoredInstallation } from '../world/types.ts'
import { type Call, type Methods, TIER } from './method.ts'
import { checkedView, wireView } from './view-content.ts'

type View = Record<string, unknown>

function checkExternalId(stage: Stage, teamId: string, view: View, known?: string): void {
  const { external_id: externalId } = view
  if (typeof externalId !== 'string' || externalId === '') return
  const all = [...stage.state.views.values()].filter((one) => one.teamId === teamId).map((one) => one.view)
  if (all.some((one) => one.external_id === externalId && one.id !== known)) throw new SlackRefusal('duplicate_external_id')
}

function triggerOfCall(stage: Stage, { args, caller }: Call): Trigger {
  const id = args.text('trigger_id') ?? args.needed('interactivity_pointer')
  const trigger = triggerOf(stage, id, caller.app.id)
  if (trigger.teamId !== caller.installation.teamId) throw new SlackRefusal('invalid_trigger_id') // unverified
  return trigger
}

/** A new view of a modal for the person of a trigger or of a submission, over another one or alone. */
export function newView(
  stage: Stage,
  installation: StoredInstallation,
  given: unknown,
  { userId, over }: { userId: string; over: StoredView | null },
): StoredView {
  const content = checkedView(stage, given, 'modal')
  checkExternalId(stage, installation.teamId, content)
  const id = stage.mint.id('V')
  const rootId = over === null ? id : String(over.view.root_view_id)
  const view = wireView(stage, installation, content, { id, rootId, previousId: over === null ? null : String(over.view.id) })
  return { appId: installation.appId, teamId: installation.teamId, userId, view, errors: {}, trouble: null }
}

/** Gives a view that stands new content; what was filled in stays where the same input is still there. */
export function updateView(stage: Stage, installation: StoredInstallation, known: StoredView, given: unknown): void {
  const content = checkedView(stage, given, 'modal')
  const { id, root_view_id: rootId, previous_view_id: previousId } = known.view as Record<string, string>
  checkExternalId(stage, installation.teamId, content, id)
  const place = { id: id ?? '', rootId: rootId ?? '', previousId: previousId ?? null, kept: valuesIn(known.view) }
  replaceView(stage, known, wireView(stage, installation, content, place))
}

function open(stage: Stage, call: Call): View {
  const trigger = triggerOfCall(stage, call)
  const { installation } = call.caller
  const opened = newView(stage, installation, call.args.json('view', 'invalid_arguments'), { userId: trigger.userId, over: null })
  trigger.isUsed = true
  showModal(stage, opened)
  return { view: opened.view }
}

function push(stage: Stage, call: Call): View {
  const trigger = triggerOfCall(stage, call)
  const over = viewsOf(stage, trigger.userId).at(-1)
  if (!over || over.appId !== call.caller.app.id || trigger.viewId === null) throw new SlackRefusal('not_found')
  const pushed = newView(stage, call.caller.installation, call.args.json('view', 'invalid_arguments'), { userId: trigger.userId, over })
  pushView(stage, pushed)
  trigger.isUsed = true
  return { view: pushed.view }
}

function modalOfCall(stage: Stage, { args, caller }: Call): StoredView | undefined {
  const externalId = args.text('external_id')
  const viewId = args.text('view_id') ?? (externalId === undefined ? args.needed('view_id') : undefined)
  const own = [...stage.state.views.values()].filter((one) => one.appId === caller.app.id && one.teamId === caller.installation.teamId)
  return own.find(({ view }) => (viewId === undefined ? view.external_id === externalId : view.id === viewId))
}

function updateHome(stage: Stage, { args, caller }: Call): View {
  const [key, known] =
    [...stage.state.homes].find(([, { id, app_id: appId }]) => id === args.text('view_id') && appId === caller.app.id) ?? []
  if (!key || !known) throw new SlackRefusal('not_found')
  return publishAt(stage, { key, known, given: args.json('view', 'invalid_arguments'), hash: args.text('hash') }, caller.installation)
}

function update(stage: Stage, call: Call): View {
  const known = modalOfCall(stage, call)
  if (!known) return updateHome(stage, call)
  const hash = call.args.text('hash')
  if (hash && known.view.hash !== hash) throw new SlackRefusal('hash_conflict')
  updateView(stage, call.caller.installation, known, call.args.json('view', 'invalid_arguments'))
  return { view: known.view }
}

interface Publication {
  key: string
  known: View | undefined
  given: unknown
  hash: string | undefined
}

function publishAt(stage: Stage, { key, known, given, hash }: Publication, installation: StoredInstallation): View {
  if (hash && known?.hash !== hash) throw new SlackRefusal('hash_conflict')
  const content = checkedView(stage, given, 'home')
  const id = typeof known?.id === 'string' ? known.id : stage.mint.id('V')
  const kept = known ? { kept: valuesIn(known) } : {}
  const view = wireView(stage, installation, content, { id, rootId: id, previousId: null, ...kept })
  stage.state.homes.set(key, view)
  stage.changed({ teamId: installation.teamId, kind: 'view' })
  return { view }
}

function publish(stage: Stage, { args, caller }: Call): View {
  const userId = args.needed('user_id')
  if (caller.app.homeTab === 'off') throw new SlackRefusal('not_enabled')
  const user = stage.state.users.get(userId)
  if (user?.teamId !== caller.installation.teamId) throw new SlackRefusal('user_not_found') // unverified
  const key = `${caller.app.id} ${userId}`
  const publication = { key, known: stage.state.homes.get(key), given: args.json('view', 'invalid_arguments'), hash: args.text('hash') }
  return publishAt(stage, publication, caller.installation)
}

/** views.open, push, update and publish. */
export const viewMethods: Methods = {
  'views.open': { perMinute: TIER.four, scopes: [], run: open },
  'views.push': { perMinute: TIER.four, scopes: [], run: push },
  'views.update': { perMinute: TIER.four, scopes: [], run: update },
  'views.publish': { perMinute: TIER.four, scopes: [], run: publish },
}
