import { SlackRefusal } from '../refusal.ts'
import type { InputValue, InputValues } from '../world/surfaces.ts'
import { type Control, controlsOf } from './controls.ts'

type Wire = Readonly<Record<string, unknown>>

/** What a person puts into an input: a text or a date, the value of an option, an id; several of them where several fit; null for nothing. */
export type Given = string | readonly string[] | null

type Shape = 'text' | 'option' | 'options' | 'one' | 'many'

interface Kind {
  shape: Shape
  /** The field of the value. */
  field: string
  /** The field of the element that says what it holds at first. */
  initial: string
}

const text: Kind = { shape: 'text', field: 'value', initial: 'initial_value' }
const option: Kind = { shape: 'option', field: 'selected_option', initial: 'initial_option' }
const options: Kind = { shape: 'options', field: 'selected_options', initial: 'initial_options' }
const one = (what: string): Kind => ({ shape: 'one', field: `selected_${what}`, initial: `initial_${what}` })
const many = (what: string): Kind => ({ shape: 'many', field: `selected_${what}`, initial: `initial_${what}` })

/** Elements that hold a value. Buttons and menus hold none. */
const KINDS: Readonly<Record<string, Kind>> = {
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: text,
  static_select: option,
  radio_buttons: option,
  multi_static_select: options,
  checkboxes: options,
  users_select: one('user'),
  conversations_select: one('conversation'),
  channels_select: one('channel'),
  datepicker: one('date'),
  timepicker: one('time'),
  multi_users_select: many('users'),
  multi_conversations_select: many('conversations'),
  multi_channels_select: many('channels'),
}

const kindOf = (element: Wire): Kind | undefined => KINDS[String(element.type)]

/** The options of a select, of checkboxes or of a menu, groups unfolded. */
export function optionsOf(element: Wire): Wire[] {
  const groups = Array.isArray(element.option_groups) ? (element.option_groups as Wire[]) : []
  return [element, ...groups].flatMap((place) => (Array.isArray(place.options) ? (place.options as Wire[]) : []))
}

function chosen(element: Wire, value: string): Wire {
  const found = optionsOf(element).find((each) => each.value === value)
  if (!found) throw new SlackRefusal('option_not_found') // ours: nobody can choose what is not offered
  return found
}

const single = (given: Given): string | null => (typeof given === 'string' || given === null ? given : (given[0] ?? null))
const several = (given: Given): readonly string[] => (given === null ? [] : typeof given === 'string' ? [given] : given)

function checkedText(element: Wire, given: string | null): string | null {
  const length = given?.length ?? 0
  if (typeof element.max_length === 'number' && length > element.max_length) throw new SlackRefusal('input_too_long') // ours
  if (length > 0 && typeof element.min_length === 'number' && length < element.min_length) throw new SlackRefusal('input_too_short') // ours
  return given === '' ? null : given
}

function checkedSeveral(element: Wire, given: readonly string[]): readonly string[] {
  if (typeof element.max_selected_items === 'number' && given.length > element.max_selected_items)
    throw new SlackRefusal('too_many_selected') // ours
  return given
}

/** A value as Slack writes it, or null for an element that holds none. Refuses what the element does not offer or take. */
export function valueGiven(element: Wire, given: Given): InputValue | null {
  const kind = kindOf(element)
  if (!kind) return null
  const value = (content: unknown): InputValue => ({ type: element.type, [kind.field]: content })
  switch (kind.shape) {
    case 'text':
      return value(checkedText(element, single(given)))
    case 'option': {
      const wanted = single(given)
      return value(wanted === null || wanted === '' ? null : chosen(element, wanted))
    }
    case 'options':
      return value(checkedSeveral(element, several(given)).map((each) => chosen(element, each)))
    case 'one':
      return value(single(given) === '' ? null : single(given))
    case 'many':
      return value(checkedSeveral(element, several(given)))
  }
}

function initialValue(element: Wire, kind: Kind): InputValue {
  const none = kind.shape === 'options' || kind.shape === 'many' ? [] : null
  return { type: element.type, [kind.field]: element[kind.initial] ?? none }
}

/** Whether an input holds nothing. */
export function isEmptyValue({ type: _type, ...fields }: InputValue): boolean {
  return Object.values(fields).every((content) => content === null || content === '' || (Array.isArray(content) && content.length === 0))
}

/** The values of all inputs of some blocks: what was kept where the input is still the same, else what it holds at first. */
export function valuesOf(blocks: unknown, kept: InputValues = {}): InputValues {
  const values: Record<string, Record<string, InputValue>> = {}
  for (const { blockId, element } of controlsOf(blocks)) {
    const kind = kindOf(element)
    if (!kind) continue
    const actionId = String(element.action_id)
    const known = kept[blockId]?.[actionId]
    const value = known && known.type === element.type ? known : initialValue(element, kind)
    values[blockId] = { ...values[blockId], [actionId]: value }
  }
  return values
}

/** The same values with one of them changed. */
export function withValue(values: InputValues, { blockId, element }: Control, value: InputValue): InputValues {
  const inBlock: Record<string, InputValue> = { ...values[blockId], [String(element.action_id)]: value }
  return { ...values, [blockId]: inBlock }
}
