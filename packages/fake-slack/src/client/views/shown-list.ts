import type { Rendering } from '../render/rendering.ts'

/** What the messages of one list have in common. */
export interface MessageList {
  readonly kind: 'channel' | 'thread'
  readonly rendering: Rendering
  /** The message that the page was opened for. */
  readonly targetTs: string | null
  /** The thread that stands open beside the channel. */
  readonly paneTs: string | null
  /** Whether the viewer is a member and the channel is not archived. */
  readonly canAct: boolean
}
