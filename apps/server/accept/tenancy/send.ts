import { gunzipSync } from 'node:zlib'
import type { Route } from '@backscroll/contracts'
import type { Ground } from './ground.ts'
import type { Things } from './things.ts'

/** What came back. */
export interface Reply {
  status: number
  text: string
  /** Without the id of the request, and with one word for every id that was sent and for every moment. */
  withoutIds: string
}

/** A stream is looked at this long. */
const LISTEN_MS = 150

/** Calls a route with these ids in its address. */
export async function send(
  { url }: Ground,
  route: Route,
  request: { params: Things; query: Record<string, string>; headers: Record<string, string>; content: string | undefined; type?: string },
): Promise<Reply> {
  const { params, query, headers, content, type = 'application/json' } = request
  const names = Object.keys(route.params?.shape ?? {})
  const path = names.reduce((address, name) => address.replace(`:${name}`, params[name as keyof Things]), route.path)
  const asked = new URLSearchParams(query).toString()
  const stop = new AbortController()
  const reply = await fetch(`${url}${path}${asked === '' ? '' : `?${asked}`}`, {
    method: route.method,
    headers: { ...headers, ...(content === undefined ? {} : { 'content-type': type }) },
    ...(content === undefined ? {} : { body: content }),
    signal: stop.signal,
  })
  const isStream = reply.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  const text = isStream ? await beginningOf(reply) : textOf(Buffer.from(await reply.arrayBuffer()))
  stop.abort()
  return { status: reply.status, text, withoutIds: withoutIds(text, params) }
}

/** What is compressed is looked into: an export is a packed archive. */
const textOf = (bytes: Buffer): string => (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8')

async function beginningOf(reply: Response): Promise<string> {
  const reader = reply.body?.getReader()
  const silence = new Promise<string>((resolve) => setTimeout(() => resolve(''), LISTEN_MS))
  const first = reader
    ?.read()
    .then(({ value }) => new TextDecoder().decode(value))
    .catch(() => '')
  return Promise.race([first ?? '', silence])
}

function withoutIds(text: string, params: Things): string {
  const sent = Object.values(params).reduce((left, id) => left.replaceAll(id, 'ID'), text)
  return sent.replaceAll(/"(requestId|id|answerId|traceId)":"[^"]*"/g, '"$1":"ID"').replaceAll(/"(tookMs|[a-z]*At)":[^,}]*/gi, '"$1":0')
}
