import type { Button, FeedbackButtons, PlainText, PlainTextInput, RadioButtons, StaticSelect } from './element.ts'

/** A mrkdwn text object. `verbatim` keeps Slack from finding names and addresses in it on its own. */
export interface MrkdwnText {
  type: 'mrkdwn'
  text: string
  verbatim: true
}

/** The block types we write. */
export type SlackBlock =
  | { type: 'section'; text: MrkdwnText; accessory?: Button | StaticSelect }
  | { type: 'context'; elements: [MrkdwnText] }
  | { type: 'actions'; elements: (Button | StaticSelect)[] }
  | { type: 'context_actions'; elements: [FeedbackButtons] }
  | { type: 'divider' }
  /** Only in the Home tab: messages have no headings. */
  | { type: 'header'; text: PlainText }
  | {
      type: 'input'
      block_id: string
      label: PlainText
      element: PlainTextInput | StaticSelect | RadioButtons
      hint?: PlainText
      optional: boolean
    }

/** Slack's limit for the text of a section. */
export const SECTION_LENGTH = 3_000
/** Slack's limit for a message. */
export const MESSAGE_BLOCKS = 50
/** A section; the text must already be mrkdwn of at most 3,000 characters. */
export const section = (text: string): SlackBlock => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } })

/** A line of small print. */
export const context = (text: string): SlackBlock => ({ type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] })

/** A row of controls, at most 25. */
export const actions = (elements: (Button | StaticSelect)[]): SlackBlock => ({ type: 'actions', elements })
