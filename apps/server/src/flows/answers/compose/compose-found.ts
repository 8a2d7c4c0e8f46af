import { linksIn, type Statement, unreachable } from '@backscroll/core'
import { type AnswerControls, type Answered, type AnswerInput, answerBlocks, answerTail, type NumberedSource } from '@backscroll/slack'
import type { WholeAnswer } from '../deliver/place.ts'
import type { Found } from '../outcome.ts'
import { answerFooter } from './answer-footer.ts'
import { answerNote } from './answer-note.ts'
import { citedMessage, laterMessage } from './cited-message.ts'
import { numberedSources } from './number-sources.ts'
import { appliedFilters, widerQuestion } from './wider-question.ts'

/** Closest messages that are shown where nothing is claimed. */
export const CLOSEST = 3

/** What surrounds the answer, and what may be pressed below it. */
export interface Around {
  controls: AnswerControls
  /** The question stands right above the answer. */
  isBelowQuestion: boolean
  isFirstHere: boolean
}

/** Renders what a search came to. */
export function composeFound(found: Found, around: Around): WholeAnswer {
  const input = inputOf(found, around)
  const isWritten = input.kind === 'answered' && input.style === 'written'
  const message = answerBlocks(input)
  return isWritten ? { message, below: answerTail(input), statements: input.statements.length } : { message, below: null, statements: 0 }
}

function inputOf(found: Found, { controls, isBelowQuestion, isFirstHere }: Around): AnswerInput {
  const frame = {
    ...(isBelowQuestion ? {} : { question: found.asked }),
    ...(found.standalone ? { standaloneQuestion: found.standalone } : {}),
    ...answerNote(found),
    footer: answerFooter(found),
    controls,
    ...(isFirstHere ? { isFirstHere } : {}),
  }
  switch (found.state) {
    case 'answered':
      return { ...frame, ...answeredPart(found) }
    case 'not_confident':
      return { ...frame, kind: 'not-confident', closest: closestMessages(found) }
    case 'refused':
    case 'nothing_found': {
      const suggestion = widerQuestion(found)
      return { ...frame, kind: 'nothing-found', filters: appliedFilters(found), ...(suggestion ? { suggestion } : {}) }
    }
    default:
      return unreachable(found.state)
  }
}

/** The statements or quotes of an answer with their sources. */
export function answeredPart(found: Found): Pick<Answered, 'kind'> & Answered {
  const { written, retrieved, asker, superseded } = found
  const sources = numberedSources(written.statements, retrieved.sources, asker.settings.max_sources)
  const laterOf = (sourceId: string) => {
    const later = superseded.get(sourceId)
    return later ? { changed: laterMessage(later, asker) } : {}
  }
  if (written.style === 'extractive') {
    const byId = new Map(sources.map((source) => [source.id, source]))
    const quotes = written.statements.flatMap(({ quotes }) =>
      quotes.flatMap(({ sourceId, text }) => {
        const source = byId.get(sourceId)
        return source ? [{ ...citedMessage(source.message, text, asker), ...laterOf(sourceId) }] : []
      }),
    )
    return { kind: 'answered', style: 'extractive', quotes }
  }
  return {
    kind: 'answered',
    style: 'written',
    statements: written.statements.map((statement) => ({ ...statement, ...changedBy(statement, laterOf) })),
    sources: sources.map((source): NumberedSource => {
      const quote = quoteOf(source.id, written.statements) ?? source.text
      return { id: source.id, ...citedMessage(source.message, quote, asker), ...laterOf(source.id) }
    }),
    links: sources.flatMap(({ message }) => linksIn(message.mrkdwn).map(({ url }) => url)),
  }
}

/** A statement is out of date when every message that it stands on is. */
function changedBy<Later extends object>({ sourceIds }: Statement, laterOf: (sourceId: string) => Later): Later | object {
  const later = sourceIds.map(laterOf)
  return later.every((each) => 'changed' in each) ? (later[0] ?? {}) : {}
}

const quoteOf = (sourceId: string, statements: readonly Statement[]): string | undefined =>
  statements.flatMap(({ quotes }) => quotes).find((quote) => quote.sourceId === sourceId)?.text

const closestMessages = ({ retrieved, asker }: Found) =>
  retrieved.sources.slice(0, CLOSEST).map(({ message }) => citedMessage(message, message.text, asker))
