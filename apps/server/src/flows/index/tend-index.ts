import { indexStateOf, type TeamLease } from '@backscroll/db'
import type { IndexContext } from '../../context.ts'
import { refOf } from './check-index.ts'

const MINUTE_MS = 60_000

/**
 * How long the text of a removed row may stay in the files: erasing rewrites the table, which takes about 15 s for 100,000 rows, and
 * live changes wait for it.
 */
export const purgeDelayMs = (rows: number): number =>
  rows <= 5_000 ? MINUTE_MS : rows <= 50_000 ? 15 * MINUTE_MS : rows <= 500_000 ? 6 * 60 * MINUTE_MS : 24 * 60 * MINUTE_MS

/** Upkeep of a team's tables under its lease: files of replaced tables go, then those of removed rows, then the indexes are seen to. */
export async function tendIndex(ctx: IndexContext, lease: TeamLease): Promise<void> {
  const state = await ctx.db.withTenant(lease.teamId, (tx) => indexStateOf(tx).get())
  if (!state) return
  for (const version of state.retired) {
    await ctx.search.drop(lease.teamId, lease, { version, dimensions: 0 })
    await lease.commit([], (tx) => indexStateOf(tx).forgetRetired(version))
  }
  if (!state.serving) return
  const ref = refOf(state.serving)
  // the table that is being built holds the same removed rows: it is rewritten after the switch
  if (state.isPurgeDue && !state.building) {
    await ctx.search.purgeDeleted(lease.teamId, lease, ref)
    await lease.commit([], (tx) => indexStateOf(tx).purged())
  }
  await ctx.search.maintain(lease.teamId, lease, ref)
}
