import type { SlackBlock } from '../block.ts'

/** A message ready to send: `text` is the notification. */
export interface RenderedAnswer {
  text: string
  blocks: SlackBlock[]
}
