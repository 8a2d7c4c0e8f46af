import { SlackRefusal } from '../refusal.ts'
import { nowTs, type Stage } from '../stage.ts'
import type { Control } from '../wire/controls.ts'
import { type Given, optionsOf } from '../wire/input-values.ts'
import type { InputValue } from '../world/surfaces.ts'

type Wire = Readonly<Record<string, unknown>>

/** The fields of a menu that Slack repeats in its action. */
const REPEATED = ['placeholder', 'initial_option', 'initial_user', 'initial_conversation', 'initial_channel', 'initial_date', 'confirm']

function feedbackChoice(element: Wire, given: Given): Wire {
  const [positive, negative] = [element.positive_button, element.negative_button] as Wire[]
  const button = given !== null && given === negative?.value ? negative : positive
  return { text: button?.text, value: button?.value }
}

function menuChoice(element: Wire, given: Given): Wire {
  const found = optionsOf(element).find(({ value }) => value === given)
  if (!found) throw new SlackRefusal('option_not_found') // ours
  return { selected_option: found }
}

/** What an element without a value of its own says when it is used. */
function spoken(element: Wire, given: Given): Wire {
  switch (element.type) {
    case 'feedback_buttons':
      return feedbackChoice(element, given)
    case 'overflow':
      return menuChoice(element, given)
    default:
      return { text: element.text, value: element.value, style: element.style, url: element.url }
  }
}

/** One entry of `actions` in `block_actions`. */
export function actionOf(stage: Stage, { blockId, element }: Control, given: Given, value: InputValue | null): Wire {
  const { type: _type, ...content } = value ?? spoken(element, given)
  const repeated = Object.fromEntries(REPEATED.flatMap((name) => (element[name] === undefined ? [] : [[name, element[name]]])))
  const said = Object.fromEntries(Object.entries(content).filter(([, each]) => each !== undefined))
  return { action_id: element.action_id, block_id: blockId, ...repeated, ...said, type: element.type, action_ts: nowTs(stage) }
}
