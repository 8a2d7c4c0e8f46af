import type { Problem, SearchResponse } from '@backscroll/contracts'
import { systemClock, teamId } from '@backscroll/core'
import type { Db } from '@backscroll/db'
import { createKey } from '../../src/flows/operating/manage-keys.ts'
import { ACME } from './small-company.ts'

/** What an address of the API answered. */
export interface ApiAnswer<Body> {
  status: number
  headers: Headers
  body: Body
  /** As it came. */
  text: string
}

/** A key that acts as this person, good for everything unless said otherwise. */
export async function aKeyOf(
  { db }: { db: Db },
  userId: string,
  more: { scopes?: string[]; days?: number; team?: string } = {},
): Promise<string> {
  const { scopes = ['search', 'evaluations'], days = 90, team = ACME } = more
  return (await createKey({ db, clock: systemClock }, { teamId: teamId(team), userId, scopes, days, actor: 'test' })).key
}

/** Calls the API with a key. A string is sent as it is, anything else as JSON. */
export async function callApi<Body = Problem>(
  place: { url: string },
  key: string | null,
  address: string,
  more: { body?: unknown; method?: string; headers?: Record<string, string> } = {},
): Promise<ApiAnswer<Body>> {
  const { body, method = body === undefined ? 'GET' : 'POST' } = more
  const response = await fetch(`${place.url}${address}`, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...more.headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: (text === '' ? undefined : JSON.parse(text)) as Body }
}

/** Searches and expects to find out. */
export async function searchApi(place: { url: string }, key: string, request: Record<string, unknown>): Promise<SearchResponse> {
  const answer = await callApi<SearchResponse>(place, key, '/v1/search', { body: request })
  if (answer.status !== 200) throw new Error(`the search was refused: ${answer.text}`)
  return answer.body
}
