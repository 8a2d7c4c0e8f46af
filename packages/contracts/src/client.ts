import type { Problem } from './problem.ts'
import type { Route } from './route.ts'
import { type Given, type RouteName, routes, type Sent } from './routes.ts'

/** A refusal or failure of the API: `code` is for programs, `message` for people, `requestId` leads to the server's log. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly requestId: string | null
  /** The whole document. A conflict holds what is there as `current`. */
  readonly document: Record<string, unknown>
  constructor(status: number, document: Record<string, unknown>) {
    // read without its schema, which stays out of the browser
    const { detail, code, requestId }: { [Part in keyof Problem]?: unknown } = document
    super(typeof detail === 'string' ? detail : `The server answered with status ${status}.`)
    this.status = status
    this.code = typeof code === 'string' ? code : 'unknown'
    this.requestId = typeof requestId === 'string' ? requestId : null
    this.document = document
  }
}

type Needed<T> = { [Part in keyof T as undefined extends T[Part] ? never : Part]: T[Part] }
/** What a call needs beside its name. */
export type Input<Name extends RouteName> = Needed<Sent<Name>> & { headers?: Record<string, string>; signal?: AbortSignal }

/** Calls a route by its name. @param send `fetch` of the browser or of Node. @throws ApiError */
export const apiClient =
  (baseUrl: string, send: typeof fetch, headers: () => Record<string, string>) =>
  async <Name extends RouteName>(name: Name, input: Input<Name>): Promise<Given<Name>> => {
    const route: Route = routes[name]
    const { params = {}, query = {}, body, signal } = input as { params?: object; query?: object; body?: unknown; signal?: AbortSignal }
    const path = Object.entries(params).reduce(
      (text, [key, value]) => text.replace(`:${key}`, encodeURIComponent(String(value))),
      route.path,
    )
    const asked = new URLSearchParams(
      Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)] as [string, string]])),
    )
    const reply = await send(`${baseUrl}${path}${asked.size > 0 ? `?${asked.toString()}` : ''}`, {
      method: route.method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers(), ...input.headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
    const said: unknown = reply.status === 204 ? undefined : await reply.json().catch(() => ({}))
    if (!reply.ok) throw new ApiError(reply.status, (said ?? {}) as Record<string, unknown>)
    return said as Given<Name>
  }
