import type { Billed } from '@backscroll/core'
import { type AnswerEvent, ModelError } from '@backscroll/core'
import type { Sign } from '../guard/stream-through.ts'
import { field, numberAt, textAt } from '../http/field.ts'
import { COHERE } from './provider.ts'

export interface ChatStreamOptions {
  /** The caller's id of a document, by the id that Cohere says. */
  idOf: (documentId: string) => string
  bill: (billed: Partial<Billed>) => void
}

/**
 * Reads the events of `POST /v2/chat`, of which nothing is sure. Offsets of citations count from the beginning of their content block; here they count from that
 * of the answer. Events and content that are not known are signs of life. @throws ModelError when Cohere says that it failed.
 */
export async function* readChatStream(events: AsyncIterable<unknown>, { idOf, bill }: ChatStreamOptions): AsyncGenerator<Sign, void, void> {
  /** Where the text of each content block begins. */
  const blocks = new Map<number, number>()
  let length = 0
  for await (const event of events) {
    switch (textAt(event, 'type')) {
      case 'content-start':
      case 'content-delta': {
        const text = textAt(event, 'delta', 'message', 'content', 'text') ?? ''
        const block = numberAt(event, 'index') ?? 0
        if (text !== '' && !blocks.has(block)) blocks.set(block, length)
        length += text.length
        yield text === '' ? null : { kind: 'text', text }
        break
      }
      case 'citation-start': {
        const citation = field(event, 'delta', 'message', 'citations')
        const isOfText = (textAt(citation, 'type') ?? 'TEXT_CONTENT') === 'TEXT_CONTENT'
        const from = blocks.get(numberAt(citation, 'content_index') ?? 0)
        yield isOfText ? citationOf(citation, { from: from ?? 0, length, idOf }) : null
        break
      }
      case 'message-end':
        bill(billedUnits(event))
        yield { kind: 'done', finish: finishOf(event), coverage: null }
        break
      default:
        yield null
    }
  }
}

function citationOf(
  citation: unknown,
  { from, length, idOf }: { from: number; length: number; idOf: (id: string) => string },
): AnswerEvent {
  const sources = field(citation, 'sources')
  const ids = Array.isArray(sources) ? sources.flatMap((source) => textAt(source, 'id') ?? []) : []
  const [start, end] = [numberAt(citation, 'start'), numberAt(citation, 'end')]
  return {
    kind: 'citation',
    // one that does not say where it belongs belongs to what was said last
    start: start === null ? length : from + start,
    end: end === null ? length : from + end,
    text: textAt(citation, 'text') ?? '',
    sourceIds: [...new Set(ids.map(idOf))],
  }
}

function finishOf(event: unknown): 'complete' | 'cut' | 'refused' {
  const reason = textAt(event, 'delta', 'finish_reason') ?? ''
  switch (reason) {
    case 'COMPLETE':
    case 'STOP_SEQUENCE':
      return 'complete'
    case 'ERROR':
    case 'TIMEOUT':
      throw new ModelError('unavailable', `${COHERE.name} failed while it answered.`)
    default:
      // MAX_TOKENS, and whatever is not known: an answer is whole only where Cohere says so
      return /TOXIC|SAFETY|REFUS/.test(reason) ? 'refused' : 'cut'
  }
}

/** What an answer of chat bills, streamed or not. */
export const billedUnits = (event: unknown): Partial<Billed> => {
  const units = field(event, 'delta', 'usage', 'billed_units') ?? field(event, 'usage', 'billed_units')
  return {
    inputTokens: numberAt(units, 'input_tokens'),
    outputTokens: numberAt(units, 'output_tokens'),
    searchUnits: numberAt(units, 'search_units'),
  }
}
