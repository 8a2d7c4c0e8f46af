import type { TableRef, TeamId } from '@backscroll/core'
import { type IndexState, type IndexTable, indexStateOf, messagesOf, type TenantTx, wordTablesOf } from '@backscroll/db'
import type { Context, IndexContext } from '../../context.ts'
import { readSettings } from '../settings/read-settings.ts'
import { type WantedTable, wantedSpace } from './embedder-of.ts'

/** A table as the search store names it. */
export const refOf = ({ version, dims }: IndexTable): TableRef => ({ version, dimensions: dims })

/** What the tables of a team have to be now. */
export const wantedTable = async (tx: TenantTx): Promise<WantedTable> => ({
  wordTableId: await wordTablesOf(tx).id(),
  isRedacted: (await readSettings(tx)).redact_pii === 'models_and_index',
})

/**
 * Compares the registry of a team's tables with the files and with the embedder that the team has in this process, and plans a new table when one is lost
 * or of another vector space. Writes to the registry only: whoever holds the team's lease builds.
 * @param known the state as it was just read, to save reading it again.
 * @returns the state afterwards; null for a team of which nothing was ever indexed.
 */
export async function checkIndex(ctx: IndexContext, teamId: TeamId, known?: IndexState | null): Promise<IndexState | null> {
  const state = known ?? (await ctx.db.withTenant(teamId, (tx) => indexStateOf(tx).get()))
  if (!state && !(await ctx.db.withTenant(teamId, (tx) => messagesOf(tx).wasIndexed()))) return null
  const finding = await findingOn(ctx, teamId, state)
  return finding === 'sound' ? state : planIndex(ctx, teamId, state, finding)
}

/** Plans a new table, beside the one that serves or instead of it, unless the state is not `seen` any more. */
export async function planIndex(
  ctx: IndexContext,
  teamId: TeamId,
  seen: IndexState | null,
  finding: 'serving-lost' | 'serving-kept',
): Promise<IndexState | null> {
  const state = await ctx.db.withTenant(teamId, async (tx) => {
    const embedderId = wantedSpace(ctx, await wantedTable(tx))
    await indexStateOf(tx).plan({ embedderId, dims: ctx.embedder.dimensions }, seen, finding)
    return indexStateOf(tx).get()
  })
  ctx.telemetry.notice('search index is built anew', {
    teamId,
    finding,
    from: seen?.serving ?? null,
    building: state?.building?.version ?? null,
  })
  ctx.wake.notify()
  return state
}

async function findingOn(
  ctx: Pick<Context, 'search' | 'embedder'>,
  teamId: TeamId,
  state: IndexState | null,
): Promise<'sound' | 'serving-lost' | 'serving-kept'> {
  if (!state) return 'serving-lost'
  const { serving, building } = state
  const space = wantedSpace(ctx, state)
  const isThere = (table: IndexTable) => ctx.search.team(teamId, refOf(table)).exists()
  if (serving && !(await isThere(serving))) return 'serving-lost'
  if (!building) return serving?.embedderId === space ? 'sound' : 'serving-kept'
  if (building.embedderId !== space) return 'serving-kept'
  return building.after === null || (await isThere(building)) ? 'sound' : 'serving-kept'
}
