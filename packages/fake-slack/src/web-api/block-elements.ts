import { checkLength, refuse, type SurfaceRules } from './surface-rules.ts'

type Loose = Readonly<Record<string, unknown>>

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/))

const MENUS = `static_select external_select users_select conversations_select channels_select multi_static_select multi_external_select
  multi_users_select multi_conversations_select multi_channels_select datepicker timepicker datetimepicker checkboxes radio_buttons`

/** Which elements a block takes. Elements of other blocks are texts and images. */
const TAKEN: Readonly<Record<string, ReadonlySet<string>>> = {
  actions: words(`button workflow_button overflow ${MENUS}`),
  section: words(`button workflow_button image overflow ${MENUS}`),
  input: words(`plain_text_input email_text_input url_text_input number_input rich_text_input file_input ${MENUS}`),
  context_actions: words('feedback_buttons icon_button'),
}

const MAX_OPTIONS: Readonly<Record<string, number>> = { checkboxes: 10, radio_buttons: 10, overflow: 5 }
const NEEDS_OPTIONS = words('static_select multi_static_select checkboxes radio_buttons overflow')

const textIn = (value: unknown): unknown => (typeof value === 'object' && value !== null ? (value as Loose).text : undefined)

function checkOption(rules: SurfaceRules, option: unknown, pointer: string): void {
  const { text, value, description } = (option ?? {}) as Loose
  if (typeof textIn(text) !== 'string' || textIn(text) === '') refuse(rules, 'missing required field: text', pointer)
  if (typeof value !== 'string' || value === '') refuse(rules, 'missing required field: value', pointer)
  checkLength(rules, textIn(text), 75, `${pointer}/text/text`)
  checkLength(rules, textIn(description), 75, `${pointer}/description/text`)
  checkLength(rules, value, 150, `${pointer}/value`)
}

function checkOptions(rules: SurfaceRules, element: Loose, pointer: string): void {
  const type = String(element.type)
  if (!NEEDS_OPTIONS.has(type)) return
  const groups = Array.isArray(element.option_groups) ? (element.option_groups as Loose[]) : [element]
  for (const group of groups) {
    const options: unknown[] = Array.isArray(group.options) ? group.options : []
    const max = MAX_OPTIONS[type] ?? 100
    if (options.length === 0) refuse(rules, 'no fewer than 1 items allowed', `${pointer}/options`)
    if (options.length > max) refuse(rules, `no more than ${max} items allowed`, `${pointer}/options`)
    for (const [index, option] of options.entries()) checkOption(rules, option, `${pointer}/options/${index}`)
  }
}

function checkButtonText(rules: SurfaceRules, text: unknown, pointer: string): void {
  if (typeof textIn(text) !== 'string' || textIn(text) === '') refuse(rules, 'missing required field: text', pointer)
  checkLength(rules, textIn(text), 75, `${pointer}/text/text`)
}

function checkFeedback(rules: SurfaceRules, element: Loose, pointer: string): void {
  for (const name of ['positive_button', 'negative_button']) {
    const button = element[name] as Loose | undefined
    if (typeof button !== 'object' || button === null) refuse(rules, `missing required field: ${name}`, pointer)
    checkButtonText(rules, button.text, `${pointer}/${name}`)
    if (typeof button.value !== 'string') refuse(rules, 'missing required field: value', `${pointer}/${name}`)
    checkLength(rules, button.value, 2000, `${pointer}/${name}/value`)
  }
}

/** Checks one interactive element of a block; elements of blocks that hold none pass. */
export function checkElement(rules: SurfaceRules, blockType: string, element: unknown, pointer: string): void {
  if (typeof element !== 'object' || element === null || Array.isArray(element)) refuse(rules, 'must provide an object', pointer)
  const one = element as Loose
  checkLength(rules, one.value, 2000, `${pointer}/value`)
  checkLength(rules, one.action_id, 255, `${pointer}/action_id`)
  const taken = TAKEN[blockType]
  if (!taken) return
  if (!taken.has(String(one.type))) refuse(rules, `unsupported type: ${String(one.type)}`, `${pointer}/type`)
  checkLength(rules, textIn(one.placeholder), 150, `${pointer}/placeholder/text`)
  checkOptions(rules, one, pointer)
  if (one.type === 'button') checkButtonText(rules, one.text, pointer)
  if (one.type === 'feedback_buttons') checkFeedback(rules, one, pointer)
}

/** Refuses two elements of one block with the same action_id. */
export function checkActionIds(rules: SurfaceRules, elements: readonly unknown[], pointer: string): void {
  const ids = elements.map((element) => (element as Loose).action_id).filter((id) => typeof id === 'string')
  const double = ids.find((id, index) => ids.indexOf(id) !== index)
  if (double !== undefined) refuse(rules, `\`action_id\` "${double}" already exists for another element`, pointer) // unverified wording
}
