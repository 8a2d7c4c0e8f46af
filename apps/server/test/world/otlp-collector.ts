import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A span as it was sent. */
export interface SentSpan {
  name: string
  traceId: string
  spanId: string
  parentSpanId: string
  kind: number
  attributes: Record<string, unknown>
}

/** A collector that takes OTLP over HTTP, as JSON. */
export interface OtlpCollector {
  url: string
  spans: SentSpan[]
  /** Everything that came in, as text. */
  raw(): string
  /** Headers of the requests. */
  headers: Record<string, unknown>[]
  [Symbol.asyncDispose](): Promise<void>
}

interface Sent {
  resourceSpans?: { scopeSpans?: { spans?: (Omit<SentSpan, 'attributes'> & { attributes?: { key: string; value: object }[] })[] }[] }[]
}

/** Starts one on a free port of this machine. */
export async function anOtlpCollector(): Promise<OtlpCollector> {
  const spans: SentSpan[] = []
  const bodies: string[] = []
  const headers: Record<string, unknown>[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      bodies.push(body)
      headers.push(request.headers)
      for (const resource of (JSON.parse(body) as Sent).resourceSpans ?? [])
        for (const scope of resource.scopeSpans ?? [])
          for (const { attributes = [], ...span } of scope.spans ?? [])
            spans.push({ ...span, attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])) })
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    raw: () => bodies.join('\n'),
    headers,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
