import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

interface EmbeddingsRequest {
  model: string
  input: string[]
  dimensions?: number
}

/** A server with the `/v1/embeddings` that OpenAI, Ollama and others have. It answers out of order, as it may. */
export async function startFakeOpenAi(dimensions: number) {
  const requests: { url: string; authorization: string | undefined; body: EmbeddingsRequest }[] = []
  let next: ((response: ServerResponse) => void)[] = []
  const server = createServer((incoming, response) => {
    void json(incoming).then((received) => {
      const body = received as EmbeddingsRequest
      requests.push({ url: incoming.url ?? '', authorization: incoming.headers.authorization, body })
      const failing = next.shift()
      if (failing) return failing(response)
      const data = body.input.map((text, index) => ({
        object: 'embedding',
        index,
        embedding: vectorOf(text, body.dimensions ?? dimensions),
      }))
      const usage = { prompt_tokens: body.input.length * 3, total_tokens: body.input.length * 3 }
      reply(response, 200, { object: 'list', model: body.model, data: data.toReversed(), usage })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    /** What the next requests meet, one each. */
    next: (...steps: ((response: ServerResponse) => void)[]) => {
      next = steps
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export const reply = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void =>
  void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

const vectorOf = (text: string, dimensions: number): number[] =>
  Array.from({ length: dimensions }, (_, at) => ((text.codePointAt(at % text.length) ?? 0) % 17) - 8 + at / 100)
