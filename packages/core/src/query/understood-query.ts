import type { ChannelId, MessageTs, UserId } from '../ids.ts'
import type { PassageTrait } from '../index-port.ts'
import { anyOf, type SearchTerms } from '../search-terms.ts'

/** How legs are asked and joined. */
export type SearchStrategy = 'keyword' | 'semantic' | 'hybrid_rrf' | 'hybrid_weighted'

/** What kind of thing was typed: decides the strategy when nobody chose one. */
export type QueryIntent = 'empty' | 'exact_phrase' | 'boolean' | 'question' | 'one_word' | 'two_words' | 'semantic'

/** What narrows a search. Lists are empty when nothing of the kind was asked; times are absent. */
export interface SearchFilters {
  channelIds: ChannelId[]
  userIds: UserId[]
  /** Milliseconds since the epoch, inclusive. */
  fromMs?: number
  /** Milliseconds since the epoch, exclusive. */
  toMs?: number
  has: PassageTrait[]
  inThread: boolean
}

/** A filter that could not be understood or names nothing that the asker may see. `written` is as typed. */
export interface UnknownFilter {
  kind: 'channel' | 'user' | 'date' | 'source' | 'has' | 'is'
  written: string
  /** What to do about it, one plain sentence. */
  advice: string
}

/** What somebody typed into a search, understood. Pure data. */
export interface UnderstoodQuery {
  /** Plain text without filters: shown, embedded and reranked. */
  text: string
  terms: SearchTerms
  intent: QueryIntent
  /** What `auto` comes to. */
  strategy: SearchStrategy
  filters: SearchFilters
  /** Filters that were typed and do not hold; a search says so instead of leaving them out silently. */
  unknown: UnknownFilter[]
  /** The messages of permalinks in the text, of this workspace: their threads are fetched. */
  permalinks: { channelId: ChannelId; ts: MessageTs; threadTs: MessageTs }[]
  /** The newest is asked for ("latest", "recent"), so newer counts more. */
  wantsNewest: boolean
  /** The words that gave `fromMs` and `toMs`, as typed ("last week"); absent when none did. */
  timeWords?: string
}

/** Plain words without a filter. */
export const plainQuery = (text: string): UnderstoodQuery => ({
  text,
  terms: anyOf(text),
  intent: text === '' ? 'empty' : 'semantic',
  strategy: 'hybrid_rrf',
  filters: { channelIds: [], userIds: [], has: [], inThread: false },
  unknown: [],
  permalinks: [],
  wantsNewest: false,
})
