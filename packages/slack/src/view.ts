import type { SlackBlock } from './block.ts'
import type { PlainText } from './element.ts'

/** A dialog. Slack takes 100 blocks, 24 characters of title and buttons, 3,000 of `private_metadata`. */
export interface ModalView {
  type: 'modal'
  callback_id: string
  private_metadata?: string
  title: PlainText
  /** Needed as soon as there is an input. */
  submit?: PlainText
  close: PlainText
  blocks: readonly SlackBlock[]
}
