import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { embedAnswer, rerankAnswer } from './answers.ts'
import { type Failure, isRefusal, REFUSALS } from './failures.ts'
import type { EmbedRequest, RerankRequest } from './wire.ts'

const MOST_TEXTS = 96
const MINUTE_MS = 60_000

/** One call as it arrived. */
export interface FakeCohereRequest {
  path: string
  authorization: string | undefined
  clientName: string | undefined
  body: EmbedRequest | RerankRequest
  /** By the clock of the fake. */
  atMs: number
}

export interface FakeCohereOptions {
  /** Of the limit of inputs; default the machine's. */
  clock?: { nowMs(): number }
  /** Inputs that a key may embed within any minute; more are answered with 429. Default: any number. */
  inputsPerMinute?: number
}

/** A Cohere of our own over loopback HTTP: embed and rerank, and everything that goes wrong with them. */
export interface FakeCohere extends AsyncDisposable {
  url: string
  requests: readonly FakeCohereRequest[]
  /** What goes wrong from now on. @param times how many requests; default all. */
  fail(failure: Failure, times?: number): void
  heal(): void
  /** A request with such a text is answered with 498. */
  block(pattern: RegExp): void
  /** Lets those go that came `late`. */
  release(): void
}

/** Starts the fake on a free port. */
export async function startFakeCohere({
  clock = { nowMs: () => Date.now() },
  inputsPerMinute,
}: FakeCohereOptions = {}): Promise<FakeCohere> {
  const requests: FakeCohereRequest[] = []
  let failing: { failure: Failure; left: number } | null = null
  let blocked: RegExp | null = null
  let late: (() => void)[] = []

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
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"not found"}')
  }
  const server = createServer((incoming, response) => {
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
    fail(failure, times = Number.POSITIVE_INFINITY) {
      failing = { failure, left: times }
    },
    heal() {
      failing = null
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

async function receive(incoming: IncomingMessage): Promise<Omit<FakeCohereRequest, 'atMs'>> {
  const { authorization, 'x-client-name': clientName } = incoming.headers
  return {
    path: incoming.url ?? '',
    authorization,
    clientName: typeof clientName === 'string' ? clientName : undefined,
    body: JSON.parse(await text(incoming)) as EmbedRequest | RerankRequest,
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
