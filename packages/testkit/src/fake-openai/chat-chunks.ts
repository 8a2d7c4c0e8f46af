import { deriveAnswer, deriveRewriting, type GivenAnswer, type GivenDocument } from '../fake-chat/derive-answer.ts'
import type { OpenAiFailure } from './failures.ts'
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest, CompletionFinish } from './wire.ts'

/** One step of a streamed answer: a chunk, a line as it stands, or how it goes wrong. */
export type ChunkStep = { chunk: ChatCompletionChunk } | { line: string } | 'stall' | 'cut'

/** Tokens of a model are about so long; markers are torn apart by them. */
const PIECE = /[\s\S]{1,4}/gu
const FINISHES: Readonly<Record<string, CompletionFinish>> = { 'max-tokens': 'length', refused: 'content_filter' }

/** A truthful answer from the sources in the prompt, one JSON object a line, with markers; without any a rewritten question. */
export function answerOf({ messages }: ChatCompletionRequest): string {
  const prompt = messages.findLast(({ role }) => role === 'user')?.content ?? ''
  const sources = prompt.split('\n').flatMap((line): GivenDocument[] => {
    if (!line.startsWith('{"source":')) return []
    const { source, text } = JSON.parse(line) as { source: number; text: string }
    return [{ id: String(source), text }]
  })
  if (sources.length === 0) return deriveRewriting(prompt)
  const question = /<question>\n(.*)\n<\/question>/.exec(prompt)?.[1] ?? '""'
  return marked(deriveAnswer(String(JSON.parse(question)), sources))
}

/** The sources of each citation in brackets before the full stop of its text, or behind it. */
export function marked({ text, citations }: GivenAnswer): string {
  return citations.toReversed().reduce((whole, { end, sources }) => {
    const at = whole[end - 1] === '.' ? end - 1 : end
    return `${whole.slice(0, at)} [${sources.join(', ')}]${whole.slice(at)}`
  }, text)
}

const usageOf = (request: ChatCompletionRequest, text: string) => {
  const [prompt, completion] = [Math.ceil(JSON.stringify(request.messages).length / 4), Math.ceil(text.length / 4)]
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

/** The whole answer at once. */
export const completionOf = (request: ChatCompletionRequest, text: string): ChatCompletion => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: request.model,
  choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
  usage: usageOf(request, text),
})

/** The answer piece by piece, and at the end what it cost, when it was asked for. */
export function chunkSteps(request: ChatCompletionRequest, given: string, failure: OpenAiFailure | null): ChunkStep[] {
  const text = failure === 'unknown-source' ? given.replaceAll(']', ', 99]') : given
  const common = { id: 'chatcmpl-1', object: 'chat.completion.chunk', model: request.model } as const
  const say = (delta: ChatCompletionChunk['choices'][number]['delta'], finish: CompletionFinish | null = null): ChunkStep => ({
    chunk: { ...common, choices: [{ index: 0, delta, finish_reason: finish }] },
  })
  const begin = [say({ role: 'assistant', content: '' })]
  if (failure === 'stall-early' || failure === 'cut-early') return [...begin, failure === 'stall-early' ? 'stall' : 'cut']
  if (failure === 'unknown-event')
    begin.push({ line: ': ping' }, { line: 'event: weather\ndata: {"object":"weather.report","choices":[]}' })
  const pieces = failure === 'empty' ? [] : (text.match(PIECE) ?? [])
  const said = pieces.map((content) => say({ content }))
  const half = said.slice(0, Math.ceil(said.length / 2))
  if (failure === 'stall' || failure === 'cut') return [...begin, ...half, failure]
  if (failure === 'no-json') return [...begin, ...half, { line: 'data: {"id":"chatcmpl-1","choices' }]
  if (failure === 'error') return [...begin, ...half, { line: 'data: {"error":{"message":"the engine failed","type":"server_error"}}' }]
  const finish = FINISHES[failure ?? ''] ?? 'stop'
  const usage: ChunkStep = { chunk: { ...common, choices: [], usage: usageOf(request, text) } }
  return [
    ...begin,
    ...(finish === 'stop' ? said : half),
    ...(failure === 'no-end' ? [] : [say({}, finish)]),
    ...(request.stream_options?.include_usage ? [usage] : []),
    ...(failure === 'no-done' ? [] : [{ line: 'data: [DONE]' }]),
  ]
}
