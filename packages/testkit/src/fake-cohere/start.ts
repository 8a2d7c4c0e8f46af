import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import {
  deriveAnswer,
  deriveRewriting,
  type GivenAnswer,
  type GivenDocument,
  placed,
  type ScriptedAnswer,
} from '../fake-chat/derive-answer.ts'
import { embedAnswer, rerankAnswer } from './answers.ts'
import { chatResponse, chatSteps } from './chat-events.ts'
import { type Failure, isRefusal, REFUSALS } from './failures.ts'
import { sendChat } from './send-chat.ts'
import type { ChatRequest, EmbedRequest, RerankRequest } from './wire.ts'

const MOST_TEXTS = 96
const MINUTE_MS = 60_000

/** One call as it arrived. */
export interface FakeCohereRequest {
  path: string
  authorization: string | undefined
  clientName: string | undefined
  body: EmbedRequest | RerankRequest | ChatRequest
  /** By the clock of the fake. */
  atMs: number
}

/** A question as the model reads it. */
export interface Asked {
  question: string
  documents: readonly GivenDocument[]
}

export interface FakeCohereOptions {
  /** Of the limit of inputs; default the machine's. */
  clock?: { nowMs(): number }
  /** Inputs that a key may embed within any minute; more are answered with 429. Default: any number. */
  inputsPerMinute?: number
  /** How fast a streamed answer comes; default without a pause. Real time: for benches and demos. */
  tokensPerSecond?: number
}

/**
 * A Cohere of our own over loopback HTTP: embed, rerank and chat, and everything that goes wrong with them. It answers a question with sentences of the
 * documents, and says that they do not say it when they share no word with it; without documents it rewrites a question.
 */
export interface FakeCohere extends AsyncDisposable {
  url: string
  requests: readonly FakeCohereRequest[]
  /** How many requests are being answered now. */
  open(): number
  /** What goes wrong from now on. @param times how many requests; default all. */
  fail(failure: Failure, times?: number): void
  heal(): void
  /** What the next calls of chat are answered with, one each; documents are called `s1`, `s2`, … in their order. */
  say(...answers: ScriptedAnswer[]): void
  /** Decides what every answer is that no `say` has scripted; null for the usual one. */
  decide(model: ((asked: Asked) => ScriptedAnswer | null) | null): void
  /** Tokens a second of streamed answers; null for no pause. */
  speed(tokensPerSecond: number | null): void
  /** A request with such a text is answered with 498. */
  block(pattern: RegExp): void
  /** Lets those go that came `late`. */
  release(): void
}

/** Starts the fake on a free port. */
export async function startFakeCohere({
  clock = { nowMs: () => Date.now() },
  inputsPerMinute,
  tokensPerSecond,
}: FakeCohereOptions = {}): Promise<FakeCohere> {
  const requests: FakeCohereRequest[] = []
  let failing: { failure: Failure; left: number } | null = null
  let blocked: RegExp | null = null
  let late: (() => void)[] = []
  let open = 0
  const scripts: ScriptedAnswer[] = []
  let model: ((asked: Asked) => ScriptedAnswer | null) | null = null
  let perSecond = tokensPerSecond ?? null

  const nextFailure = (): Failure | null => {
    if (!failing || failing.left === 0) return null
    failing.left -= 1
    return failing.failure
  }
  const inputsOfMinute = (authorization: string | undefined) =>
    requests
      .filter((request) => request.authorization === authorization && request.atMs > clock.nowMs() - MINUTE_MS)
      .reduce((sum, { body }) => sum + ('texts' in body ? (body.texts?.length ?? 0) : 0), 0)

  const answer = (request: FakeCohereRequest, failure: Failure | null, response: ServerResponse) => {
    if (request.path === '/v2/embed') {
      const body = request.body as EmbedRequest
      const texts = body.texts ?? []
      if (texts.length > MOST_TEXTS || texts.length === 0) return refuse(response, '400', request)
      if (blocked && texts.some((each) => blocked?.test(each))) return refuse(response, '498', request)
      if (inputsPerMinute !== undefined && inputsOfMinute(request.authorization) > inputsPerMinute) return refuse(response, '429', request)
      return send(response, JSON.stringify(embedAnswer(body, failure)), failure)
    }
    if (request.path === '/v2/rerank') {
      const body = request.body as RerankRequest
      if (body.documents.length === 0 || body.query === '') return refuse(response, '400', request)
      return send(response, JSON.stringify(rerankAnswer(body, failure)), failure)
    }
    if (request.path === '/v2/chat') {
      const body = request.body as ChatRequest
      if (blocked?.test(JSON.stringify(body))) return refuse(response, '498', request)
      const script = scripts.shift()
      const given = script ? placed(script) : answerOf(body, model)
      if (body.stream) return void sendChat(response, chatSteps(body, given, failure), perSecond)
      return send(response, JSON.stringify(chatResponse(body, given, failure)), failure)
    }
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"not found"}')
  }
  const server = createServer((incoming, response) => {
    open += 1
    response.once('close', () => (open -= 1))
    void receive(incoming).then((received) => {
      const request = { ...received, atMs: clock.nowMs() }
      requests.push(request)
      const failure = nextFailure()
      if (failure === 'hang') return
      if (failure === 'reset') return void incoming.socket.destroy()
      if (failure === 'late') return void late.push(() => answer(request, null, response))
      if (failure && isRefusal(failure)) return refuse(response, failure, request)
      answer(request, failure, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    open: () => open,
    fail(failure, times = Number.POSITIVE_INFINITY) {
      failing = { failure, left: times }
    },
    heal() {
      failing = null
    },
    say(...answers) {
      scripts.push(...answers)
    },
    decide(next) {
      model = next
    },
    speed(tokens) {
      perSecond = tokens
    },
    block(pattern) {
      blocked = pattern
    },
    release() {
      for (const go of late) go()
      late = []
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function answerOf({ messages, documents = [] }: ChatRequest, model: ((asked: Asked) => ScriptedAnswer | null) | null): GivenAnswer {
  const asked = messages.findLast(({ role }) => role === 'user')?.content
  const question = typeof asked === 'string' ? asked : ''
  if (documents.length === 0) return { text: deriveRewriting(question), citations: [] }
  const texts = documents.map((document, at) =>
    typeof document === 'string'
      ? { id: `doc:${at}`, text: document }
      : { id: document.id ?? `doc:${at}`, text: String(document.data.text) },
  )
  const decided = model?.({ question, documents: texts }) ?? null
  return decided ? placed(decided) : deriveAnswer(question, texts)
}

async function receive(incoming: IncomingMessage): Promise<Omit<FakeCohereRequest, 'atMs'>> {
  const { authorization, 'x-client-name': clientName } = incoming.headers
  return {
    path: incoming.url ?? '',
    authorization,
    clientName: typeof clientName === 'string' ? clientName : undefined,
    body: JSON.parse(await text(incoming)) as FakeCohereRequest['body'],
  }
}

/** Says back what was sent, as providers do in places: it must not come into anybody's log. */
function refuse(response: ServerResponse, failure: keyof typeof REFUSALS, { body }: FakeCohereRequest): void {
  const { status, message, ...rest } = REFUSALS[failure]
  const headers = 'retryAfter' in rest ? { 'retry-after': rest.retryAfter } : {}
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify({ id: 'x', message: `${message}: ${JSON.stringify(body)}` }))
}

function send(response: ServerResponse, body: string, failure: Failure | null): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  const half = body.slice(0, body.length / 2)
  if (failure === 'stall') response.write(half)
  else if (failure === 'cut') response.write(half, () => response.destroy())
  else if (failure === 'no-json') response.end(half.padEnd(body.length))
  else response.end(body)
}
