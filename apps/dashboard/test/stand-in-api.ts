import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Given, type Route, type RouteName, routes } from '@backscroll/contracts'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' }

/** What a call brought beside its address. */
export interface Brought {
  body: unknown
  ifMatch: string | undefined
}
/** Says no, as the server does. */
export class Refusal {
  readonly status: number
  readonly more: object
  constructor(status: number, more: object = {}) {
    this.status = status
    this.more = more
  }
}
type Answer<Name extends RouteName> = (query: URLSearchParams, path: string, brought: Brought) => Given<Name> | Refusal
export type Answers = { [Name in RouteName]?: Given<Name> | Answer<Name> }
export interface StandInApi extends AsyncDisposable {
  url: string
  /** What was changed: method, path and body, in order. */
  changes: { method: string; path: string; body: unknown; csrf: string | undefined }[]
  /** Answers another thing from now on. */
  say: (answers: Answers) => void
}

/** Serves the built dashboard and answers its calls from a table, in the shapes that the contracts demand. */
export async function startStandInApi(given: Answers): Promise<StandInApi> {
  let answers = given
  const changes: StandInApi['changes'] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    if (!pathname.startsWith('/v1/')) return void sendFile(pathname, response)
    void readBody(request).then((body) => {
      const name = nameOf(request.method ?? 'GET', pathname)
      if (request.method !== 'GET' && name !== 'search')
        changes.push({ method: request.method ?? '', path: pathname, body, csrf: request.headers['x-csrf-token']?.toString() })
      if (name === 'followProgress') return void response.writeHead(204).end()
      const answer = name && answers[name]
      if (name === undefined || answer === undefined) {
        if (name !== undefined && routes[name].status === 204) return void response.writeHead(204).end()
        return refuse(response, new Refusal(404))
      }
      const brought = { body, ifMatch: request.headers['if-match'] }
      const said = typeof answer === 'function' ? answer(searchParams, pathname, brought) : answer
      if (said instanceof Refusal) return refuse(response, said)
      const route: Route = routes[name]
      response.writeHead(route.status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(said))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dashboard`,
    changes,
    say: (more) => {
      answers = { ...answers, ...more }
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function refuse(response: ServerResponse, { status, more }: Refusal): void {
  const problem = {
    type: 'about:blank',
    code: 'refused',
    title: 'refused',
    status,
    detail: status === 404 ? 'There is no such thing.' : 'This cannot be done.',
    requestId: 'req-1',
    ...more,
  }
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem))
}

/** The route of a method and path; one without parameters goes before one with. */
function nameOf(method: string, path: string): RouteName | undefined {
  const fits = (Object.keys(routes) as RouteName[]).filter(
    (name) => routes[name].method === method && new RegExp(`^${routes[name].path.replace(/:\w+/g, '[^/]+')}$`).test(path),
  )
  return fits.toSorted((a, b) => routes[a].path.split(':').length - routes[b].path.split(':').length)[0]
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text === '' ? null : JSON.parse(text)
}

async function sendFile(path: string, response: ServerResponse): Promise<void> {
  const name = path.replace(/^\/dashboard\/?/, '')
  const file = /\.\w+$/.test(name) ? name : 'index.html'
  const bytes = await readFile(dist + file).catch(() => null)
  if (bytes === null) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': TYPES[file.split('.').pop() ?? ''] ?? 'application/octet-stream' }).end(bytes)
}
