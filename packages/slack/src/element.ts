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
