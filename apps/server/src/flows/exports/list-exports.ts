import type { Given } from '@backscroll/contracts'
import { exportsOf } from '@backscroll/db'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { readPlace, writePlace } from '../access/page-place.ts'
import { shownExports } from './shown-export.ts'

const place = z.strictObject({ createdAtMs: z.int(), exportId: z.uuid() })

/** A page of exports, the newest first: one's own, for owners all. */
export async function listExports(
  { db }: Pick<Context, 'db'>,
  caller: Caller,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Given<'listExports'>> {
  const after = readPlace(place, cursor)
  const of = caller.role === 'owner' ? { after } : { after, requestedBy: caller.userId }
  return db.withTenant(caller.teamId, async (tx) => {
    const found = await exportsOf(tx).list(limit + 1, of)
    const page = found.slice(0, limit)
    const last = page.at(-1)
    const hasMore = found.length > limit
    const nextCursor = hasMore && last ? writePlace({ createdAtMs: last.createdAtMs, exportId: last.exportId }) : null
    return { data: await shownExports(tx, caller, page), nextCursor, hasMore }
  })
}
