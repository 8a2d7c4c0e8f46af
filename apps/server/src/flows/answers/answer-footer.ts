import { type Embedder, type UnderstoodQuery, unreachable } from '@backscroll/core'
import type { Searched } from '../search/propose-passages.ts'
import { dateText } from './date-text.ts'
import type { Asker } from './read-asker.ts'

/** A search that was made for an answer. */
export interface SearchMade extends Asker {
  /** What was searched for; without its window when that was left out to find anything. */
  query: UnderstoodQuery
  isWidened: boolean
  searched: Searched
  embedder: Embedder
  /** Milliseconds by step. */
  timings: Record<string, number>
}

/** What the search was, in words that promise nothing it did not do. */
function searchName({ searched, embedder }: Pick<SearchMade, 'searched' | 'embedder'>): string {
  switch (searched) {
    case 'index':
      return embedder.label === 'semantic' ? 'Semantic search' : 'Fuzzy lexical search'
    case 'words':
      return 'Keyword search, while the search index is being rebuilt,'
    case 'unembedded':
      return 'Keyword search alone, because the embedding model does not answer,'
    case 'texts':
      return 'Plain word search, slower while the search index cannot be used,'
    default:
      return unreachable(searched)
  }
}

/** What was searched, in one line that is true for this asker. */
export function answerFooter(input: SearchMade): string {
  const { coverage, timeZone, query, channelNames, readers, timings } = input
  const named = query.filters.channelIds.map((id) => channelNames.get(id)).filter((name) => name !== undefined)
  const where =
    named.length > 0
      ? `in ${named.map((name) => `#${name}`).join(', ')}`
      : `in the ${plural(coverage.channels, 'channel')} ${readers.audience ? 'that everybody here can read' : 'you can read'}`
  const since = coverage.since ? `, back to ${dateText(coverage.since, timeZone)}` : ''
  const reading = coverage.reading > 0 ? ` ${plural(coverage.reading, 'channel')} still being read.` : ''
  const seconds = Object.values(timings).reduce((sum, ms) => sum + ms, 0) / 1_000
  return `${searchName(input)} ${where}${windowName(input)}${since}, ${seconds.toFixed(1)} s.${reading}`
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

function windowName({ query, isWidened }: SearchMade): string {
  if (isWidened) return ', further back because the last 7 days hold no answer'
  const isNarrowed = (query.filters.fromMs ?? query.filters.toMs) !== undefined
  return isNarrowed && query.timeWords ? `, only "${query.timeWords}"` : ''
}
