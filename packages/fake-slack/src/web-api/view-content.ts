import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { valuesOf } from '../wire/input-values.ts'
import type { InputValues } from '../world/surfaces.ts'
import type { StoredInstallation } from '../world/types.ts'
import { checkedBlocks } from './blocks.ts'
import { checkLength, IN_HOME, IN_MODAL, refuse, type SurfaceRules } from './surface-rules.ts'

type View = Record<string, unknown>

const MAX_BYTES = 250_000

const textOf = (value: unknown): unknown => (typeof value === 'object' && value !== null ? (value as View).text : undefined)

function checkTitles(rules: SurfaceRules, view: View): void {
  for (const name of ['title', 'submit', 'close']) {
    const text = textOf(view[name])
    const isPlain = view[name] === undefined || (typeof text === 'string' && (view[name] as View).type === 'plain_text')
    if (!isPlain) refuse(rules, 'must provide a plain_text object', `/view/${name}`)
    checkLength(rules, text, 24, `/view/${name}/text`)
  }
  if (!textOf(view.title)) refuse(rules, 'missing required field: title', '/view')
  const hasInput = Array.isArray(view.blocks) && (view.blocks as View[]).some((block) => block.type === 'input')
  if (hasInput && !view.submit) refuse(rules, '`submit` is required when an input block is within `blocks`', '/view')
}

/** What an app wants to show as a view, checked. `invalid_arguments` or `view_too_large` otherwise. */
export function checkedView(stage: Stage, given: unknown, kind: 'modal' | 'home'): View {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new SlackRefusal('invalid_arguments')
  if (Buffer.byteLength(JSON.stringify(given)) > MAX_BYTES) throw new SlackRefusal('view_too_large')
  const view = given as View
  const rules = kind === 'home' ? IN_HOME : IN_MODAL
  if (view.type !== kind) refuse(rules, `must be of type ${kind}`, '/view/type')
  if (!Array.isArray(view.blocks)) refuse(rules, 'missing required field: blocks', '/view')
  if (kind === 'modal') checkTitles(rules, view)
  checkLength(rules, view.private_metadata, 3000, '/view/private_metadata')
  checkLength(rules, view.callback_id, 255, '/view/callback_id')
  checkLength(rules, view.external_id, 255, '/view/external_id')
  return { ...view, blocks: checkedBlocks(stage, view.blocks, rules) }
}

interface Place {
  id: string
  rootId: string
  previousId: string | null
  /** What the person has put in so far: kept where the input is still there. */
  kept?: InputValues
}

const textAt = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A checked view as Slack gives it to apps, with a new hash. */
export function wireView(stage: Stage, installation: StoredInstallation, content: View, place: Place): View {
  const isModal = content.type === 'modal'
  return {
    id: place.id,
    team_id: installation.teamId,
    type: content.type,
    ...(isModal ? { title: content.title, submit: content.submit ?? null, close: content.close ?? null } : {}),
    blocks: content.blocks,
    private_metadata: textAt(content.private_metadata),
    callback_id: textAt(content.callback_id),
    external_id: textAt(content.external_id),
    state: { values: valuesOf(content.blocks, place.kept) },
    hash: `${Math.floor(stage.clock.nowMs() / 1000)}.${stage.mint.hex(8)}`,
    clear_on_close: content.clear_on_close === true,
    notify_on_close: content.notify_on_close === true,
    ...(isModal ? { previous_view_id: place.previousId } : {}),
    root_view_id: place.rootId,
    app_id: installation.appId,
    app_installed_team_id: installation.teamId,
    bot_id: installation.botId,
  }
}
