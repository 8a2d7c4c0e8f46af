import { z } from 'zod'
import { listOf, recordOf, textOf } from './loose.ts'

/** What a person has entered, by action id: the text of an input, the values of what is chosen. Untrusted. */
export type FormValues = ReadonlyMap<string, readonly string[]>

/** A view holds no more blocks, and a block no more of these. */
const MAX_BLOCKS = 100
const MAX_CONTROLS = 25
const MAX_CHOSEN = 100
/** Slack takes 3,000 characters into an input. */
const MAX_TEXT = 3_000
const actionId = z.string().regex(/^[\x21-\x7e]{1,255}$/)

/** Reads the state of a view or a message. Where two controls have one id the first counts; ours give each input its own. */
export function formValues(state: unknown): FormValues {
  const found = new Map<string, readonly string[]>()
  for (const block of Object.values(recordOf(recordOf(state).values)).slice(0, MAX_BLOCKS)) {
    for (const [name, control] of Object.entries(recordOf(block)).slice(0, MAX_CONTROLS)) {
      const id = actionId.safeParse(name)
      if (id.success && !found.has(id.data)) found.set(id.data, chosenValues(control))
    }
  }
  return found
}

/** What a control holds now: its text, the value of its option or options, or the ids or the day that are selected; empty when nothing is. */
export function chosenValues(control: unknown): string[] {
  const fields = recordOf(control)
  const options = [fields.selected_option, ...listOf(fields.selected_options)].map((option) => recordOf(option).value)
  const one = ['value', 'selected_channel', 'selected_conversation', 'selected_user', 'selected_date', 'selected_time']
  const many = ['selected_channels', 'selected_conversations', 'selected_users']
  return [...one.map((name) => fields[name]), ...options, ...many.flatMap((name) => listOf(fields[name]))]
    .map((value) => textOf(value).slice(0, MAX_TEXT).toWellFormed())
    .filter((value) => value !== '')
    .slice(0, MAX_CHOSEN)
}
