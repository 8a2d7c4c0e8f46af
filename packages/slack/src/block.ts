import type { Button, FeedbackButtons, PlainText, PlainTextInput, RadioButtons, StaticSelect } from './element.ts'
import { plain } from './element.ts'

/** A mrkdwn text object. `verbatim` keeps Slack from finding names and addresses in it on its own. */
export interface MrkdwnText {
  type: 'mrkdwn'
  text: string
  verbatim: true
}

/** The block types we write. */
export type SlackBlock =
  | { type: 'section'; text: MrkdwnText }
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
/** Slack's limit for a message; a dialog and the Home take 100. */
export const MESSAGE_BLOCKS = 50
/** Slack's limit for a dialog and for the Home. */
export const VIEW_BLOCKS = 100

/** A section; the text must already be mrkdwn of at most 3,000 characters. */
export const section = (text: string): SlackBlock => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } })

/** A line of small print. */
export const context = (text: string): SlackBlock => ({ type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] })

/** A row of controls, at most 25. */
export const actions = (elements: (Button | StaticSelect)[]): SlackBlock => ({ type: 'actions', elements })

/** A heading of the Home tab. */
export const header = (text: string): SlackBlock => ({ type: 'header', text: plain(text, 150) })

/** A field of a dialog: its block is named like its control, which is how errors find it. */
export const input = (
  element: PlainTextInput | StaticSelect | RadioButtons,
  { label, hint, need }: { label: string; hint?: string; need: 'required' | 'optional' },
): SlackBlock => ({
  type: 'input',
  block_id: element.action_id,
  label: plain(label, 2_000),
  element,
  ...(hint && { hint: plain(hint, 2_000) }),
  optional: need === 'optional',
})
