import type { GivenAnswer } from '../fake-chat/derive-answer.ts'
import type { Failure } from './failures.ts'
import type { ChatRequest, ChatResponse, ChatStreamEvent, FinishReason } from './wire.ts'

/** One step of a streamed answer: an event, or how it goes wrong. */
export type Step = { event: ChatStreamEvent } | { line: string } | 'stall' | 'cut'

const usageOf = (request: ChatRequest, { text }: GivenAnswer) => {
  const tokens = { input_tokens: Math.ceil(JSON.stringify(request).length / 4), output_tokens: Math.ceil(text.length / 4) }
  return { billed_units: tokens, tokens }
}

type WireCitation = NonNullable<NonNullable<ChatResponse['message']['citations']>[number]>

/** A citation as it stands on the wire, right or wrong as `failure` wants it. */
function wireCitation(
  citation: GivenAnswer['citations'][number],
  answer: GivenAnswer,
  request: ChatRequest,
  failure: Failure | null,
): WireCitation {
  const points = (units: number): number => Array.from(answer.text.slice(0, units)).length
  const shift = failure === 'wrong-offset' ? 3 : 0
  const inPoints = failure === 'code-points'
  const ids = failure === 'unknown-source' ? [...citation.sources, 's99', 'doc:0'] : citation.sources
  return {
    start: (inPoints ? points(citation.start) : citation.start) + shift,
    end: (inPoints ? points(citation.end) : citation.end) + shift,
    text: citation.text,
    type: 'TEXT_CONTENT',
    content_index: 0,
    sources: ids.map((id) => ({ type: 'document', id, document: documentOf(request, id) })),
  }
}

function documentOf(request: ChatRequest, id: string): Record<string, unknown> {
  const found = (request.documents ?? []).find((document) => typeof document !== 'string' && document.id === id)
  return typeof found === 'object' ? { id, ...found.data } : { id }
}

/** The whole answer at once. */
export function chatResponse(request: ChatRequest, answer: GivenAnswer, failure: Failure | null): ChatResponse {
  const citations = answer.citations.map((citation) => wireCitation(citation, answer, request, failure))
  return {
    id: 'chat-1',
    finish_reason: 'COMPLETE',
    message: {
      role: 'assistant',
      content: [{ type: 'text', text: failure === 'empty' ? '' : answer.text }],
      ...(citations.length > 0 ? { citations } : {}),
    },
    usage: usageOf(request, answer),
  }
}

/** The answer piece by piece, citations as soon as their text is said, as the mode FAST sends them. */
export function chatSteps(request: ChatRequest, given: GivenAnswer, failure: Failure | null): Step[] {
  const answer = failure === 'code-points' ? withEmoji(given) : given
  const say = (event: ChatStreamEvent): Step => ({ event })
  const begin = [
    say({ type: 'message-start', id: 'chat-1', delta: { message: { role: 'assistant' } } }),
    ...(failure === 'unknown-event' ? [say({ type: 'weather-report', index: 0 } as unknown as ChatStreamEvent)] : []),
    say({ type: 'content-start', index: 0, delta: { message: { content: { type: 'text', text: '' } } } }),
  ]
  if (failure === 'stall-early' || failure === 'cut-early') return [...begin, failure === 'stall-early' ? 'stall' : 'cut']
  const pieces = failure === 'empty' ? [] : (answer.text.match(/\s*\S+\s*?/gu) ?? [])
  const said = pieces.flatMap((text, at): Step[] => {
    const [from, to] = [pieces.slice(0, at).join('').length, pieces.slice(0, at + 1).join('').length]
    const ended = [...answer.citations.entries()].filter(([, { end }]) => end > from && end <= to)
    return [
      say({ type: 'content-delta', index: 0, delta: { message: { content: { text } } } }),
      ...ended.flatMap(([index, citation]) => [
        say({ type: 'citation-start', index, delta: { message: { citations: wireCitation(citation, answer, request, failure) } } }),
        say({ type: 'citation-end', index }),
      ]),
    ]
  })
  const half = said.slice(0, Math.ceil(said.length / 2))
  if (failure === 'stall' || failure === 'cut') return [...begin, ...half, failure]
  if (failure === 'no-json') return [...begin, ...half, { line: 'data: {"type":"content-delta","delta' }]
  const finish: FinishReason = FINISHES[failure ?? ''] ?? 'COMPLETE'
  return [
    ...begin,
    ...(finish === 'COMPLETE' ? said : half),
    say({ type: 'content-end', index: 0 }),
    ...(failure === 'no-end'
      ? []
      : [say({ type: 'message-end', id: 'chat-1', delta: { finish_reason: finish, usage: usageOf(request, answer) } })]),
  ]
}

const FINISHES: Readonly<Record<string, FinishReason>> = {
  'max-tokens': 'MAX_TOKENS',
  error: 'ERROR',
  // known of the first version of the API; the second one does not list it
  refused: 'ERROR_TOXIC' as FinishReason,
}

/** An emoji before everything, so that units and code points differ. */
function withEmoji({ text, citations }: GivenAnswer): GivenAnswer {
  const before = '🚀 '
  const moved = citations.map((citation) => ({ ...citation, start: citation.start + before.length, end: citation.end + before.length }))
  return { text: before + text, citations: moved }
}
