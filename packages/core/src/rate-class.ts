import { CAPPED_PAGE, type RateClass } from './slack-pace.ts'

/** What is believed about a team's limits, and the channel that raised a suspicion. */
export interface ClassBelief {
  rateClass: RateClass
  suspectChannelId: string | null
}

/** One page of history: how many messages were asked for and came. */
export interface ObservedPage {
  channelId: string
  limit: number
  messages: number
  hasMore: boolean
  /** Whether another channel could have been asked instead. */
  hasOtherChannels: boolean
}

/**
 * Slack names no class, so pages tell: exactly 15 messages with more behind them, where more were asked for, raise a suspicion. A second such
 * page makes it certain, of another channel when there is one. A longer page clears it. @returns the same object when nothing is learnt.
 */
export function beliefAfter(belief: ClassBelief, page: ObservedPage): ClassBelief {
  if (page.limit <= CAPPED_PAGE) return belief
  if (page.messages > CAPPED_PAGE) {
    const isKnown = belief.rateClass === 'full' && belief.suspectChannelId === null
    return isKnown ? belief : { rateClass: 'full', suspectChannelId: null }
  }
  if (page.messages < CAPPED_PAGE || !page.hasMore) return belief
  const isConfirmed = belief.suspectChannelId !== null && (belief.suspectChannelId !== page.channelId || !page.hasOtherChannels)
  return isConfirmed
    ? { rateClass: 'capped', suspectChannelId: null }
    : { ...belief, suspectChannelId: belief.suspectChannelId ?? page.channelId }
}
