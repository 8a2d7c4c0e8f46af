import { type Embedder, unreachable } from '@backscroll/core'
import type { AnswerFooter } from '@backscroll/slack'
import type { Searched } from '../../search/propose-passages.ts'
import type { Found } from '../outcome.ts'
import { dateText } from './date-text.ts'

/** What the search was, in words that promise nothing it did not do. */
function searchName(searched: Searched, label: Embedder['label']): string {
  switch (searched) {
    case 'index':
      return label === 'semantic' ? 'Semantic search' : 'Fuzzy lexical search'
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

/** What was searched, how far back, how sure the answer is and how long it took: true for whoever will read it. */
export function answerFooter(found: Found): AnswerFooter {
  const { state, confidence, timings } = found
  const window = windowName(found)
  return {
    ...(state === 'answered' ? { confidence: { band: confidence.band, value: confidence.score } } : {}),
    ...(window ? { window } : {}),
    coverage: coverageText(found),
    seconds: Object.values(timings).reduce((sum, ms) => sum + ms, 0) / 1_000,
  }
}

function coverageText({ asker, query, retrieved }: Found): string {
  const { coverage, timeZone, channelNames, readers, searchLabel } = asker
  const named = query.filters.channelIds.map((id) => channelNames.get(id)).filter((name) => name !== undefined)
  const where =
    named.length > 0
      ? `in ${named.map((name) => `#${name}`).join(', ')}`
      : `in the ${plural(coverage.channels, 'channel')} ${readers.audience ? 'that everybody here can read' : 'you can read'}`
  const since = coverage.since ? `, back to ${dateText(coverage.since, timeZone)}` : ''
  const reading = coverage.reading > 0 ? ` ${plural(coverage.reading, 'channel')} still being read.` : ''
  return `${searchName(retrieved.searched, searchLabel)} ${where}${since}.${reading}`
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Where nothing was found in the end, everything was searched unless the asker has narrowed time. */
function windowName({ window, query, state }: Found): string | null {
  switch (window.kind) {
    case 'asked':
      return query.timeWords ? `only "${query.timeWords}"` : null
    case 'usual':
      return `last ${window.days} days`
    case 'widened':
      return state === 'nothing_found' ? null : `further back because the last ${window.days} days hold no answer`
    case 'everything':
      return null
    default:
      return unreachable(window)
  }
}
