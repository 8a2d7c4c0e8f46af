import { type Html, html } from '../html.ts'
import type { Filled } from './filled.ts'
import { type Loose, objectAt, objectsAt, textAt } from './loose.ts'
import type { Choice, Rendering } from './rendering.ts'

/** An interactive element where it stands. */
export interface Placed {
  readonly element: Loose
  readonly blockId: string
  readonly filled: Filled
  readonly rendering: Rendering
}

interface Option extends Choice {
  readonly hint: string
}

const plain = (value: unknown): string => textAt(objectAt(value).text)

const optionAt = (value: unknown): Option => {
  const { text, value: id, description } = objectAt(value)
  return { id: textAt(id), name: plain(text), hint: plain(description) }
}

const optionsAt = (place: Loose): Option[] => objectsAt(place.options).map(optionAt)

/** What the input holds: the field besides `type`. */
const held = ({ element, blockId, filled }: Placed): unknown => {
  const inBlock = Object.hasOwn(filled.values, blockId) ? filled.values[blockId] : undefined
  const value = inBlock?.[textAt(element.action_id)]
  return Object.entries(value ?? {}).find(([name]) => name !== 'type')?.[1]
}

const idsHeld = (placed: Placed): string[] => {
  const content = held(placed)
  const list: readonly unknown[] = Array.isArray(content) ? content : [content]
  return list.flatMap((one) => (typeof one === 'string' ? one : textAt(objectAt(one).value) || []))
}

const labelOf = ({ element }: Placed): string => plain(element.placeholder) || textAt(element.action_id).replaceAll(/[_-]+/g, ' ')

const testId = ({ element }: Placed): string => `input-${textAt(element.action_id)}`

const invalid = ({ blockId, filled }: Placed): Html | false => Object.hasOwn(filled.errors, blockId) && html` aria-invalid="true"`

const TEXT_TYPES: Readonly<Record<string, string>> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
  datepicker: 'date',
  timepicker: 'time',
}

const textInput = (placed: Placed): Html => {
  const { element, blockId } = placed
  const value = idsHeld(placed)[0] ?? ''
  const max = typeof element.max_length === 'number' ? String(Math.trunc(element.max_length)) : '3000'
  const attributes = html`data-input="${textAt(element.action_id)}" data-block="${blockId}" data-testid="${testId(placed)}" placeholder="${plain(element.placeholder)}" maxlength="${max}"${invalid(placed)}`
  if (element.multiline === true) return html`<textarea rows="4" ${attributes}>${value}</textarea>`
  return html`<input type="${TEXT_TYPES[textAt(element.type)] ?? 'text'}" value="${value}" ${attributes}>`
}

const optionItem = ({ id, name }: Choice, chosen: readonly string[]): Html =>
  html`<option value="${id}"${chosen.includes(id) && html` selected`}>${name}</option>`

const menu = (placed: Placed, groups: readonly { readonly label: string; readonly options: readonly Choice[] }[]): Html => {
  const { element, blockId } = placed
  const chosen = idsHeld(placed)
  return html`<select data-input="${textAt(element.action_id)}" data-block="${blockId}" data-testid="${testId(placed)}" aria-label="${labelOf(placed)}"${invalid(placed)}>
<option value="">${plain(element.placeholder) || 'Choose'}</option>${groups.map(({ label, options }) =>
    label === ''
      ? options.map((option) => optionItem(option, chosen))
      : html`<optgroup label="${label}">${options.map((option) => optionItem(option, chosen))}</optgroup>`,
  )}</select>`
}

const ticks = (placed: Placed, kind: 'checkbox' | 'radio', options: readonly Option[]): Html => {
  const { element, blockId } = placed
  const actionId = textAt(element.action_id)
  const chosen = idsHeld(placed)
  return html`<fieldset class="ticks" data-input="${actionId}" data-block="${blockId}" data-testid="${testId(placed)}" aria-label="${labelOf(placed)}"${invalid(placed)}>
${options.map(
  ({ id, name, hint }) =>
    html`<label class="tick"><input type="${kind}" name="${blockId} ${actionId}" value="${id}" data-testid="${testId(placed)}-${id}"${chosen.includes(id) && html` checked`}> <span>${name}${hint !== '' && html`<span class="muted"> ${hint}</span>`}</span></label>`,
)}</fieldset>`
}

const withHint = (choices: readonly Choice[]): Option[] => choices.map((choice) => ({ ...choice, hint: '' }))

/** Options with their groups; one nameless group where the app made none. */
const groupsOf = (element: Loose) =>
  Array.isArray(element.option_groups)
    ? objectsAt(element.option_groups).map((group) => ({ label: plain(group.label) || 'Options', options: optionsAt(group) }))
    : [{ label: '', options: optionsAt(element) }]

/** Renders an element that holds a value, with what the person put into it; null for an element of another kind. */
export const input = (placed: Placed): Html | null => {
  const { element, rendering } = placed
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'datepicker':
    case 'timepicker':
      return textInput(placed)
    case 'static_select':
      return menu(placed, groupsOf(element))
    case 'users_select':
      return menu(placed, [{ label: '', options: rendering.people() }])
    case 'channels_select':
    case 'conversations_select':
      return menu(placed, [{ label: '', options: rendering.channels() }])
    case 'radio_buttons':
      return ticks(placed, 'radio', optionsAt(element))
    case 'checkboxes':
      return ticks(placed, 'checkbox', optionsAt(element))
    case 'multi_static_select':
      return ticks(
        placed,
        'checkbox',
        groupsOf(element).flatMap(({ options }) => options),
      )
    case 'multi_users_select':
      return ticks(placed, 'checkbox', withHint(rendering.people()))
    case 'multi_channels_select':
    case 'multi_conversations_select':
      return ticks(placed, 'checkbox', withHint(rendering.channels()))
    default:
      return null
  }
}

/** The options of a menu whose choices tell the app and leave nothing behind. */
export const menuOptions = (element: Loose): readonly Choice[] => optionsAt(element)
