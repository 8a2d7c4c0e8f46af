import type { Problem } from '@backscroll/contracts'
import { userId as asUserId, teamId } from '@backscroll/core'
import { type Db, loginSessionsOf } from '@backscroll/db'
import { csrfTokenOf, hashOfSession, mintSession } from '../../src/flows/access/session-secret.ts'
import { type ApiAnswer, callApi } from './calling-api.ts'
import { ACME } from './small-company.ts'

/** A browser that is signed in, and what its pages send along. */
export interface SignedIn {
  secret: string
  sessionHash: string
  headers: Record<string, string>
  /** Calls the API as a page of the dashboard does. */
  call<Body = Problem>(
    address: string,
    more?: { body?: unknown; method?: string; headers?: Record<string, string> },
  ): Promise<ApiAnswer<Body>>
}

/** Signs a person in, past Slack: a session as the sign-in makes it. */
export async function signedInAs(
  place: { db: Db; url: string },
  userId: string,
  { team = ACME, nowMs = Date.now() }: { team?: string; nowMs?: number } = {},
): Promise<SignedIn> {
  const secret = mintSession()
  const sessionHash = hashOfSession(secret)
  const session = { sessionHash, userId: asUserId(userId), createdAtMs: nowMs, expiresAtMs: nowMs + 30 * 86_400_000 }
  await place.db.withTenant(teamId(team), (tx) => loginSessionsOf(tx).open({ ...session, ipHash: null, userAgent: 'a browser' }))
  const headers = { cookie: `backscroll_session=${secret}`, origin: place.url, 'x-csrf-token': csrfTokenOf(secret) }
  return {
    secret,
    sessionHash,
    headers,
    call: (address, more = {}) => callApi(place, null, address, { ...more, headers: { ...headers, ...more.headers } }),
  }
}
