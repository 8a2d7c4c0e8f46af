import { visibleLine } from './mrkdwn/visible-text.ts'

/** Text in which nothing is a token; codes of emoji stay letters. */
export interface PlainText {
  type: 'plain_text'
  text: string
  emoji: false
}

/** Something to choose. */
export interface Option {
  text: PlainText
  value: string
}

/** Asks before a control does what it says. */
export interface Confirmation {
  title: PlainText
  text: PlainText
  confirm: PlainText
  deny: PlainText
}

/** A button; with `url` it opens a page as well. */
export interface Button {
  type: 'button'
  action_id: string
  text: PlainText
  value?: string
  url?: string
  style?: 'primary' | 'danger'
  confirm?: Confirmation
}

/** A list to choose one from. */
export interface StaticSelect {
  type: 'static_select'
  action_id: string
  placeholder: PlainText
  options: Option[]
  initial_option?: Option
}

/** A few choices, all of them shown. */
export interface RadioButtons {
  type: 'radio_buttons'
  action_id: string
  options: Option[]
  initial_option?: Option
}

/** A field for words. */
export interface PlainTextInput {
  type: 'plain_text_input'
  action_id: string
  multiline: boolean
  max_length: number
  initial_value?: string
  placeholder?: PlainText
}

/** Two thumbs below an answer. */
export interface FeedbackButtons {
  type: 'feedback_buttons'
  action_id: string
  positive_button: { text: PlainText; value: string }
  negative_button: { text: PlainText; value: string }
}

/** Lengths that Slack takes. */
const MAX_BUTTON_TEXT = 75
const MAX_OPTION_TEXT = 75

/** Plain text, one line, cut between two characters; Slack refuses an empty one, so a dash stands for nothing. */
export function plain(text: string, maxLength: number): PlainText {
  const line = visibleLine(text)
  const shown = line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
  return { type: 'plain_text', text: shown || '-', emoji: false }
}

/** A button that carries a value. */
export const button = (actionId: string, text: string, value: string): Button => ({
  type: 'button',
  action_id: actionId,
  text: plain(text, MAX_BUTTON_TEXT),
  value,
})

/** An entry of a select or of radio buttons. */
export const option = (text: string, value: string): Option => ({ text: plain(text, MAX_OPTION_TEXT), value })
