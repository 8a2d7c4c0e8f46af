import type { ErasureRow, Given } from '@backscroll/contracts'
import { NotFoundError } from '@backscroll/core'
import { erasuresOf } from '@backscroll/db'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { readPlace, writePlace } from '../access/page-place.ts'
import { shownErasures } from './shown-erasure.ts'

const place = z.strictObject({ createdAtMs: z.int(), erasureId: z.uuid() })

/** A page of erasures with their receipts, the newest first. */
export async function listErasures(
  { db }: Pick<Context, 'db'>,
  { teamId, userId }: Caller,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Given<'listErasures'>> {
  const after = readPlace(place, cursor)
  return db.withTenant(teamId, async (tx) => {
    const found = await erasuresOf(tx).list(limit + 1, after)
    const page = found.slice(0, limit)
    const last = page.at(-1)
    const hasMore = found.length > limit
    const nextCursor = hasMore && last ? writePlace({ createdAtMs: last.createdAtMs, erasureId: last.erasureId }) : null
    return { data: await shownErasures(tx, userId, page), nextCursor, hasMore }
  })
}

/** How far an erasure is, and its receipt. @throws NotFoundError */
export async function readErasure({ db }: Pick<Context, 'db'>, { teamId, userId }: Caller, erasureId: string): Promise<ErasureRow> {
  return db.withTenant(teamId, async (tx) => {
    const found = await erasuresOf(tx).get(erasureId)
    const [shown] = found ? await shownErasures(tx, userId, [found]) : []
    if (!shown) throw new NotFoundError('There is no such erasure.')
    return shown
  })
}
