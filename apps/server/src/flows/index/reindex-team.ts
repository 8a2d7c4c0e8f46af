import { setTimeout as wait } from 'node:timers/promises'
import { NotFoundError, type TeamId } from '@backscroll/core'
import { claimOneTeam, indexStateOf, messagesOf, teamsOf } from '@backscroll/db'
import type { IndexContext } from '../../context.ts'
import { buildIndex } from './build-index.ts'
import { checkIndex, planIndex } from './check-index.ts'
import { indexDirtyMessages } from './index-dirty-messages.ts'
import { tendIndex } from './tend-index.ts'

const LEASE_MS = 30_000
/** How often a table that another process builds is looked at. */
const LOOK_MS = 100

/** How far a new table has come. */
export interface ReindexProgress {
  done: number
  /** Messages that belonged in the table at the beginning. */
  total: number
}

/** What a rebuild came to. */
export interface Reindexed {
  /** The version that serves now. */
  version: number
  messages: number
  embedderId: string
}

/**
 * Builds a team's search table anew beside the one that serves, and switches over. Goes on with a build that was planned or interrupted
 * before. Works by itself and beside running workers: whoever holds the team's lease takes the next step.
 * @throws NotFoundError when the team is not known.
 */
export async function reindexTeam(
  ctx: IndexContext,
  { teamId, signal }: { teamId: TeamId; signal?: AbortSignal },
  onProgress: (progress: ReindexProgress) => void,
): Promise<Reindexed> {
  const known = await ctx.db.withTenant(teamId, (tx) => teamsOf(tx).get())
  if (!known) throw new NotFoundError(`The workspace ${teamId} is not known. Install Backscroll in it first.`)
  const found = await checkIndex(ctx, teamId)
  const planned = found?.building ? found : await planIndex(ctx, teamId, found, 'serving-kept')
  const version = planned?.building?.version ?? 0
  const total = await ctx.db.withTenant(teamId, (tx) => messagesOf(tx).countIndexable())
  for (;;) {
    signal?.throwIfAborted()
    const state = await ctx.db.withTenant(teamId, (tx) => indexStateOf(tx).get())
    onProgress({ done: state?.building?.done ?? total, total })
    if (state?.serving && state.serving.version >= version && state.building === null && state.retired.length === 0)
      return { version: state.serving.version, messages: total, embedderId: state.serving.embedderId }
    await step(ctx, teamId)
  }
}

/** One step under the lease; a short wait when another process has it. */
async function step(ctx: IndexContext, teamId: TeamId): Promise<void> {
  const lease = await claimOneTeam(ctx.db, teamId, { leaseMs: LEASE_MS })
  if (!lease) return wait(LOOK_MS)
  try {
    await indexDirtyMessages(ctx, lease)
    if (!(await buildIndex(ctx, lease)).more) await tendIndex(ctx, lease)
  } finally {
    await lease.release()
  }
}
