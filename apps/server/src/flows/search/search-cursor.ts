import { createHash } from 'node:crypto'
import type { SearchRequest } from '@backscroll/contracts'
import { InvalidRequestError } from '@backscroll/core'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'

/** A page is asked for soon after the one before: later the search is another one. */
const LIFE_MS = 15 * 60_000
const KIND = 'search-cursor'

/** Seals where the next page begins, for the same person and the same request. */
export async function writeCursor(ctx: Context, caller: Caller, request: SearchRequest, offset: number): Promise<string> {
  const content = { offset, userId: caller.userId, request: hashOf(request), expiresAtMs: ctx.clock.nowMs() + LIFE_MS }
  return ctx.vault.seal(caller.teamId, KIND, JSON.stringify(content))
}

/**
 * Where a page begins; 0 without a cursor. @throws InvalidRequestError, always the same: for one that was altered or has expired, of another
 * search and of another person.
 */
export async function readCursor(ctx: Context, caller: Caller, request: SearchRequest): Promise<number> {
  if (request.cursor === undefined) return 0
  const content = await ctx.vault.open(caller.teamId, KIND, request.cursor).then(
    (text) => JSON.parse(text) as Record<string, unknown>,
    () => null,
  )
  const isOurs = content?.userId === caller.userId && content.request === hashOf(request)
  if (isOurs && Number(content.expiresAtMs) > ctx.clock.nowMs()) return Number(content.offset)
  throw new InvalidRequestError([
    { pointer: '/cursor', detail: 'The cursor does not belong to this search, or is older than 15 minutes. Search again without it.' },
  ])
}

/** Equal for requests that differ in nothing but the cursor. */
function hashOf({ cursor: _cursor, ...request }: SearchRequest): string {
  const fields = Object.entries(request).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(fields)).digest('base64url')
}
