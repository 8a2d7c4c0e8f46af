import type { z } from 'zod'
import type { Role } from './access.ts'
import type { Scope } from './scopes.ts'

/** One route of the API. Every failure is a `problem`, whatever the route. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `:name` for each of `params`. */
  path: string
  params?: z.ZodObject
  /** What may stand behind the `?`. */
  query?: z.ZodObject
  body?: z.ZodType
  /** Of success; 202: the work goes on behind the answer. */
  status: 200 | 201 | 202 | 204
  /** Without transforms: what is written here is what goes over the wire. Absent: no body, or the one of `media`. */
  response?: z.ZodType
  /** What is sent instead of JSON. */
  media?: 'text/event-stream' | 'application/octet-stream'
  /** The least role that may call it. */
  role: Role | 'operator'
  /** What a key must be good for; null: only for people who are signed in. A key has the role of its person, too. */
  scope: Scope | null
  /** Takes `If-Match`, and answers with `ETag`. */
  versioned?: true
  /**
   * What a POST gets that repeats an earlier one with the same `Idempotency-Key`. Absent: the answer of the earlier one, which is kept for a day.
   * `refused`: that answer is kept nowhere. `done-anew`: it changes nothing, so it may be done as often as one likes.
   */
  ifRepeated?: 'refused' | 'done-anew'
  summary: string
}

export const define = <const Table extends Record<string, Route>>(table: Table): Table => table
