import type { ChannelId, MessageTs, Statement } from '@backscroll/core'
import type { RenderedAnswer, SlackBlock } from '@backscroll/slack'

/** What was sent: `ts` is null for what one person sees. */
export interface Shown {
  channelId: ChannelId
  ts: MessageTs | null
  /** The one person who sees it. */
  userId: string | null
  /** The address at which it can be changed; absent for messages with a ts. */
  responseUrl: string | null
}

/** Checked statements with the number that each source has in this answer. */
export interface ShownStatements {
  statements: readonly Statement[]
  /** The number and the permalink of a source, from 1 in the order of first use. */
  sourceOf: (sourceId: string) => { number: number; permalink: string } | undefined
}

/** An answer ready to be sent. */
export interface WholeAnswer {
  message: RenderedAnswer
  /** What stands below the statements; null when an answer is not made of them. */
  below: readonly SlackBlock[] | null
  /** How many statements it has: as many as were shown early, or what was shown is not the answer. */
  statements: number
}

/** Where an answer appears while it is being made, and at the end. */
export interface Place {
  /** Says that somebody is at work, while the work goes on; failing at that is no failure. */
  working(status: string): void
  /** Shows checked statements early, where the place can do that; resolves at once. */
  show(more: ShownStatements): void
  /** Leads to an end of the writing when the person stopped it. */
  readonly stopped: AbortSignal
  /** Shows the whole answer in place of all that was shown before, or adds what is still missing of it. */
  finish(answer: WholeAnswer): Promise<Shown>
}
