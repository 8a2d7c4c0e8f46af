import type { PassageHit, RankingDetails } from '@backscroll/core'
import type { FoundMessage } from '@backscroll/db'

/** A passage that the readers may read, with its messages and the reasons for its place. */
export interface RankedPassage {
  hit: PassageHit
  /** Its messages, by time; one for a chunk, several for a window. */
  messages: FoundMessage[]
  /** The message that stands for it: the one with most of the query's words. */
  best: FoundMessage
  /** 0 to 1, of the passage itself. */
  score: number
  /** 0 to 1, of its thread; passages come in this order, those of one thread next to each other. */
  threadScore: number
  details: RankingDetails
}
