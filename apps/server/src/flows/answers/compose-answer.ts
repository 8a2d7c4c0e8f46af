import { createHash } from 'node:crypto'
import { type Answerer, type UnderstoodQuestion, type UnknownFilter, unreachable } from '@backscroll/core'
import type { NewAnswer } from '@backscroll/db'
import { answerBlocks, type FailureReason, permalink, type RenderedAnswer } from '@backscroll/slack'
import type { Retrieved } from '../search/retrieve.ts'
import { unknownText } from '../search/unknown-text.ts'
import { answerFooter, type SearchMade } from './answer-footer.ts'
import type { Quotes } from './collect-quotes.ts'
import { dateText } from './date-text.ts'

/** An answer ready to be sent, and what is kept of it. */
export interface Composed {
  message: RenderedAnswer
  record: Pick<NewAnswer, 'state' | 'reason' | 'text' | 'confidence' | 'coverage' | 'strategy' | 'sources'>
  timings: Record<string, number>
}

interface Outcome extends SearchMade {
  question: string
  quotes: Quotes
  sources: Retrieved['sources']
  answerer: Answerer
}

/** Turns outcomes into messages and records; nothing here waits. */
export const composeAnswer = {
  /** An answer from sources, or the honest absence of one. */
  fromQuotes(input: Outcome): Composed {
    const { quotes, coverage, timings } = input
    const footer = answerFooter(input)
    const base = { confidence: quotes.coverage, coverage, strategy: strategyOf(input) }
    if (quotes.parts.length === 0) {
      const message = answerBlocks({ kind: 'nothing-found', question: input.question, footer: { coverage: footer } })
      return { message, timings, record: { ...base, state: 'nothing_found', reason: 'no_evidence', text: message.text, sources: [] } }
    }
    const cited = quotes.parts.flatMap((part) => {
      const source = input.sources.find((candidate) => candidate.id === part.sourceIds[0])
      return source ? [{ part, source }] : []
    })
    const message = answerBlocks({
      kind: 'answered',
      style: 'extractive',
      label: input.answerer.style === 'extractive' ? 'Quotes, no summary' : 'Written from the linked messages',
      question: input.question,
      quotes: cited.map(({ part, source: { message } }) => ({
        quote: part.text,
        author: message.authorName ?? 'an app',
        channelName: message.channelName ?? message.channelId,
        dateText: dateText(message.ts, input.timeZone),
        permalink: permalink({ teamUrl: input.teamUrl, channelId: message.channelId, ts: message.ts, threadTs: message.threadTs }),
      })),
      footer: { coverage: footer },
    })
    const sources = cited.map(({ part, source }, index) => ({
      ordinal: index + 1,
      channelId: source.message.channelId,
      ts: source.message.ts,
      version: source.message.version,
      quoteHash: createHash('sha256').update(part.text).digest('hex'),
      role: 'cited' as const,
      score: source.score,
    }))
    return { message, timings, record: { ...base, state: 'answered', reason: null, text: message.text, sources } }
  },

  /** Help for an empty question, advice for an unusable one. */
  withoutSearch(understood: Exclude<UnderstoodQuestion, { kind: 'question' }>): Composed {
    const message =
      understood.kind === 'help' ? answerBlocks({ kind: 'help' }) : answerBlocks({ kind: 'failed', ...adviceOn(understood.reason) })
    const reason = understood.kind === 'help' ? 'help' : 'bad_question'
    return {
      message,
      timings: {},
      record: { state: 'failed', reason, text: message.text, confidence: 0, coverage: null, strategy: 'none', sources: [] },
    }
  },

  /** A filter that names nothing: a search of everything else would answer another question, so there is none. */
  unknownFilters(unknown: readonly UnknownFilter[]): Composed {
    const message = answerBlocks({ kind: 'failed', reason: 'bad_question', detail: unknownText(unknown) })
    return {
      message,
      timings: {},
      record: {
        state: 'failed',
        reason: 'unknown_filter',
        text: message.text,
        confidence: 0,
        coverage: null,
        strategy: 'none',
        sources: [],
      },
    }
  },

  /** Something broke here: said plainly, with a reference that leads to the log line. */
  failed(reference: string): Composed {
    const message = answerBlocks({ kind: 'failed', reason: 'internal', reference })
    return {
      message,
      timings: {},
      record: { state: 'failed', reason: 'internal', text: message.text, confidence: 0, coverage: null, strategy: 'none', sources: [] },
    }
  },
}

function adviceOn(reason: 'too-short' | 'too-long'): { reason: FailureReason; detail?: string } {
  switch (reason) {
    case 'too-short':
      return { reason: 'bad_question', detail: 'That question is too short to search for. Please use at least three letters.' }
    case 'too-long':
      return { reason: 'too_long' }
    default:
      return unreachable(reason)
  }
}

function strategyOf({ searched, embedder }: Pick<SearchMade, 'searched' | 'embedder'>): string {
  switch (searched) {
    case 'index':
      return `hybrid_${embedder.fusion.kind}`
    case 'words':
    case 'unembedded':
      return 'keywords'
    case 'texts':
      return 'postgres_text'
    default:
      return unreachable(searched)
  }
}
