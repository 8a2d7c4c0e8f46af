import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { placed, type ScriptedAnswer } from '../fake-chat/derive-answer.ts'
import { paced } from '../fake-chat/paced.ts'
import { answerOf, type ChunkStep, chunkSteps, completionOf, marked } from './chat-chunks.ts'
import { isOpenAiRefusal, OPENAI_REFUSALS, type OpenAiFailure } from './failures.ts'
import type { ChatCompletionRequest, EmbeddingsRequest } from './wire.ts'

export interface FakeOpenAiOptions {
  /** Of vectors that are not asked to be shorter; default 32. */
  dimensions?: number
  /** How fast a streamed answer comes; default without a pause. Real time: for benches and demos. */
  tokensPerSecond?: number
}

/** One call as it arrived; the body that its path does not have is absent. */
export interface FakeOpenAiRequest {
  url: string
  authorization: string | undefined
  body: Partial<EmbeddingsRequest & ChatCompletionRequest>
}

/**
 * A server of our own with the `/v1/embeddings` and `/v1/chat/completions` that OpenAI, Ollama and others have. Vectors come out of order, as they may; chat
 * answers as the stand-in of Cohere does, with markers for citations.
 */
export interface FakeOpenAi extends AsyncDisposable {
  url: string
  requests: readonly FakeOpenAiRequest[]
  /** How many requests are being answered now. */
  open(): number
  /** What the next requests meet, one each, whatever they ask. */
  next(...steps: ((response: ServerResponse) => void)[]): void
  /** What goes wrong with chat from now on. @param times how many requests; default all. */
  fail(failure: OpenAiFailure, times?: number): void
  heal(): void
  /** Lets those go that came `late`. */
  release(): void
  /** What the next calls of chat are answered with, one each; sources are called `1`, `2`, … in their order. */
  say(...answers: ScriptedAnswer[]): void
}

/** Starts the fake on a free port. */
export async function startFakeOpenAi({ dimensions = 32, tokensPerSecond }: FakeOpenAiOptions = {}): Promise<FakeOpenAi> {
  const requests: FakeOpenAiRequest[] = []
  const scripts: ScriptedAnswer[] = []
  let next: ((response: ServerResponse) => void)[] = []
  let failing: { failure: OpenAiFailure; left: number } | null = null
  let late: (() => void)[] = []
  let open = 0

  const nextFailure = (): OpenAiFailure | null => {
    if (!failing || failing.left === 0) return null
    failing.left -= 1
    return failing.failure
  }
  const chat = (
    body: ChatCompletionRequest,
    failure: OpenAiFailure | null,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): undefined => {
    if (failure === 'hang') return
    if (failure === 'reset') return void incoming.socket.destroy()
    if (failure === 'late') return void late.push(() => chat(body, null, incoming, response))
    if (failure && isOpenAiRefusal(failure)) return refuse(response, failure, body)
    const script = scripts.shift()
    const text = script ? marked(placed(script)) : answerOf(body)
    if (body.stream) return void sendChunks(response, chunkSteps(body, text, failure), tokensPerSecond ?? null)
    if (failure === 'no-json') return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"chatcmpl-1')
    reply(response, 200, completionOf(body, text))
  }
  const server = createServer((incoming, response) => {
    open += 1
    response.once('close', () => (open -= 1))
    void json(incoming).then((received) => {
      const body = received as FakeOpenAiRequest['body']
      requests.push({ url: incoming.url ?? '', authorization: incoming.headers.authorization, body })
      const step = next.shift()
      if (step) return step(response)
      if (incoming.url?.endsWith('/chat/completions')) return chat(received as ChatCompletionRequest, nextFailure(), incoming, response)
      reply(response, 200, embeddingsOf(received as EmbeddingsRequest, dimensions))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    open: () => open,
    next(...steps) {
      next = steps
    },
    fail(failure, times = Number.POSITIVE_INFINITY) {
      failing = { failure, left: times }
    },
    heal() {
      failing = null
    },
    release() {
      for (const go of late) go()
      late = []
    },
    say(...answers) {
      scripts.push(...answers)
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** An answer in JSON. */
export const reply = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void =>
  void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

/** Says back what was sent, as providers do in places: it must not come into anybody's log. */
function refuse(response: ServerResponse, failure: keyof typeof OPENAI_REFUSALS, body: ChatCompletionRequest): undefined {
  const { status, message, ...rest } = OPENAI_REFUSALS[failure]
  const headers: Record<string, string> = 'retryAfter' in rest ? { 'retry-after': rest.retryAfter } : {}
  reply(response, status, { error: { message: `${message}: ${JSON.stringify(body)}` } }, headers)
}

async function sendChunks(response: ServerResponse, steps: readonly ChunkStep[], perSecond: number | null): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for await (const step of paced(steps, perSecond, gone.signal)) {
    if (step === 'stall') return
    if (step === 'cut') return void response.write(': the end of it', () => response.destroy())
    response.write('line' in step ? `${step.line}\n\n` : `data: ${JSON.stringify(step.chunk)}\n\n`)
  }
  response.end()
}

function embeddingsOf(body: EmbeddingsRequest, dimensions: number) {
  const length = body.dimensions ?? dimensions
  const data = body.input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text, length) }))
  const tokens = body.input.length * 3
  return { object: 'list', model: body.model, data: data.toReversed(), usage: { prompt_tokens: tokens, total_tokens: tokens } }
}

const vectorOf = (text: string, dimensions: number): number[] =>
  Array.from({ length: dimensions }, (_, at) => ((text.codePointAt(at % text.length) ?? 0) % 17) - 8 + at / 100)
