import { type ErasedSpan, isInSpan, type TableRef, type TeamId } from '@backscroll/core'
import { indexStateOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { refOf } from '../index/check-index.ts'
import { indexDirtyMessages } from '../index/index-dirty-messages.ts'
import { tendIndex } from '../index/tend-index.ts'
import { withTeamLease } from '../index/with-team-lease.ts'

/** The tables of a team that hold rows. */
async function tablesOf(ctx: Context, teamId: TeamId): Promise<TableRef[]> {
  const state = await ctx.db.withTenant(teamId, (tx) => indexStateOf(tx).get())
  const { serving = null, building = null } = state ?? {}
  return [...(serving ? [refOf(serving)] : []), ...(building?.after ? [refOf(building)] : [])]
}

/** Lets the index follow what is stored, and then leaves no file that holds a removed row. */
export const purgeIndex = (ctx: Context, teamId: TeamId, signal: AbortSignal): Promise<void> =>
  withTeamLease(ctx, teamId, async (lease) => {
    for (let more = true; more; ) {
      signal.throwIfAborted()
      more = (await indexDirtyMessages(ctx, lease)).more
    }
    for (const table of await tablesOf(ctx, teamId)) await ctx.search.purgeDeleted(teamId, lease, table)
    // files of tables that were replaced go too
    await tendIndex(ctx, lease)
  })

/** Which rows of the index are counted: of a channel, or of a span as far as the index knows where its messages stand. */
type Counted = { channelId: string } | ErasedSpan

/** How many rows of a channel or a span the index holds, of a team without one; whoever writes meanwhile is not seen. */
export async function countIndexRows(ctx: Context, teamId: TeamId, counted?: Counted): Promise<number> {
  let rows = 0
  for (const table of await tablesOf(ctx, teamId)) {
    const index = ctx.search.team(teamId, table)
    if (counted === undefined) rows += await index.count()
    else
      await index.scan(async (batch) => {
        rows += batch.filter(({ id }) => isCounted(counted, id)).length
      })
  }
  return rows
}

/** Ids are `channel:ts:m0` for what one message says, and `channel:ts:w0` for a stretch of the thread that begins there. */
function isCounted(counted: Counted, id: string): boolean {
  const [channelId = '', ts = '', part = ''] = id.split(':')
  if (!('fromTs' in counted)) return channelId === counted.channelId
  if (counted.threadTs === null && !part.startsWith('m')) return false
  return isInSpan({ ...counted, exceptChannels: [] }, { channelId, ts, threadTs: null, userId: null })
}
