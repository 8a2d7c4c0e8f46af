import type { TeamId, WriteLease } from '@backscroll/core'
import { answersOf, countTeamRows, deleteSomeTeamRows, deleteTeam, type Erasure, indexStateOf, installationsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { withTeamLease } from '../index/with-team-lease.ts'
import { beginErasure } from './begin-erasure.ts'
import { countsAfter, keep, signReceipt } from './finish-erasure.ts'
import { countIndexRows } from './purge-index.ts'
import { takeBackAll } from './take-back-all.ts'

/**
 * Takes out a workspace with everything that belongs to it; its receipt is all that is left. Holds the workspace's lease until the end, so that
 * nobody writes beside it. Safe to repeat after a kill: what is gone stays gone, and the counts are those from before the first row went.
 */
export async function eraseTeam(
  ctx: Context,
  { teamId, erasure }: { teamId: TeamId; erasure: Erasure },
  signal: AbortSignal,
): Promise<void> {
  const { erasureId } = erasure
  const counted = await beginErasure(ctx, { teamId, erasure }, async () => ({
    ...(await ctx.db.withSystem((tx) => countTeamRows(tx, teamId))),
    index_rows: await countIndexRows(ctx, teamId),
    posts: await ctx.db.withTenant(teamId, (tx) => answersOf(tx).countPostsOfQuestions('team')),
  }))
  const posts = await takeBackAll(ctx, { teamId, erasure, asked: 'team' }, signal)
  await endInstall(ctx, teamId)
  await withTeamLease(ctx, teamId, async (lease) => {
    await dropTables(ctx, teamId, lease)
    for (let more = true; more; ) {
      signal.throwIfAborted()
      await lease.assert()
      more = await ctx.db.withSystem((tx) => deleteSomeTeamRows(tx, teamId))
    }
    const receipt = await signReceipt(ctx, teamId, { erasure, counts: countsAfter(counted, { posts }) })
    await ctx.db.withSystem(async (tx) => {
      await deleteTeam(tx, teamId)
      const left = await countTeamRows(tx, teamId)
      if (Object.keys(left).length > 0) throw new Error(`rows of the workspace are left in ${Object.keys(left).join(', ')}`)
      await keep(tx, teamId, erasure, receipt)
    })
  })
  ctx.telemetry.notice('an erasure is done', { teamId, erasureId, kind: 'team' })
}

/** The token goes first: nothing is asked of Slack any more. */
async function endInstall(ctx: Context, teamId: TeamId): Promise<void> {
  await ctx.db.withTenant(teamId, async (tx) => {
    const found = await installationsOf(tx).latest(teamId, ctx.config.SLACK_APP_ID)
    if (!found) return
    const { generation, appId } = found
    await installationsOf(tx).deactivate({ teamId, appId, generation, atMs: ctx.clock.nowMs(), reason: 'erased' })
  })
}

async function dropTables(ctx: Context, teamId: TeamId, lease: WriteLease): Promise<void> {
  const state = await ctx.db.withTenant(teamId, (tx) => indexStateOf(tx).get())
  const known = [state?.serving?.version, state?.building?.version, ...(state?.retired ?? [])].filter((version) => version !== undefined)
  // every version there ever was: a writer that was killed may have left one that nobody knows
  for (let version = Math.max(1, ...known); version >= 1; version -= 1) await ctx.search.drop(teamId, lease, { version, dimensions: 0 })
}
