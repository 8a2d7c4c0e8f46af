import type { AnswerEvent, Source } from '../../ports.ts'
import { foldedText } from '../text/folded-text.ts'
import { neutralQuote } from '../text/neutral-text.ts'
import type { Tally } from './check-report.ts'
import { citationSpan } from './citation-span.ts'
import type { Statement } from './statement.ts'

/** Checks one style of answers. */
export interface StyleChecker {
  push: (event: Exclude<AnswerEvent, { kind: 'done' }>) => readonly Statement[]
  end: (finish: 'complete' | 'cut' | 'refused') => readonly Statement[]
}

const MAX_ANSWER = 100_000

/** Every citation of an extractive answer is a quote: it is shown when it stands in its source word for word, white space aside. */
export function extractiveChecker(sources: readonly Source[], counts: Tally): StyleChecker {
  const byId = new Map(sources.map((source) => [source.id, source]))
  let text = ''
  return {
    push(event) {
      if (event.kind === 'text') {
        text += event.text.slice(0, MAX_ANSWER - text.length)
        return []
      }
      const known = [...new Set(event.sourceIds)].filter((id) => byId.has(id))
      if (event.sourceIds.some((id) => !byId.has(id))) counts.cite('unknownSource')
      const span = citationSpan(text, event)
      if (!span || known.length === 0) {
        if (!span) counts.cite('unplaced')
        return dropped('uncited')
      }
      counts.cite(span.kind)
      const quote = text.slice(span.start, span.end).trim()
      const folded = foldedText(quote)
      const holding = span.kind === 'sentence' || folded === '' ? [] : known.filter((id) => holds(byId.get(id), quote, folded))
      if (holding.length === 0) return dropped('quote')
      counts.keep(1)
      return [{ text: neutralQuote(quote), sourceIds: holding, quotes: holding.map((sourceId) => ({ sourceId, text: quote })) }]
    },
    end: () => [],
  }

  function dropped(reason: 'uncited' | 'quote'): [] {
    counts.drop(reason)
    return []
  }
}

const holds = (source: Source | undefined, quote: string, folded: string): boolean =>
  source !== undefined && (source.text.includes(quote) || foldedText(source.text).includes(folded))
