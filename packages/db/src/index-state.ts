import type { ChannelId, MessageTs } from '@backscroll/core'
import { eq, sql } from 'drizzle-orm'
import { indexState, teamSettings, wordTables } from './schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** One of a team's search tables. `embedderId` is the vector space: vectors of two of them never stand in one table. */
export interface IndexTable {
  version: number
  embedderId: string
  dims: number
}

/** The tables of a team. */
export interface IndexState {
  /** The one that answers; null when it was lost and the next one is not ready. */
  serving: IndexTable | null
  /** The one that is being built beside it. `after` is the last message written to it, null before the first page. */
  building: (IndexTable & { after: { channelId: ChannelId; ts: MessageTs } | null; done: number }) | null
  /** Versions whose files are to be deleted. */
  retired: number[]
  /** Rows were removed so long ago that their files have to go now. */
  isPurgeDue: boolean
  /** The team's own table of word frequencies, for embedders that are fitted to a team; null before it was made. */
  wordTableId: string | null
  /** Whether the team wants nothing personal in its tables. */
  isRedacted: boolean
}

const NOTHING_BUILDING = {
  buildingVersion: null,
  buildingEmbedderId: null,
  buildingDims: null,
  buildingChannelId: null,
  buildingTs: null,
  buildingDone: 0,
}

/** Which search tables a team has. */
export const indexStateOf = (tx: TenantTx) => ({
  /** @returns null before the first row was indexed. */
  async get(): Promise<IndexState | null> {
    const isPurgeDue = sql<boolean>`coalesce(${indexState.purgeAt} <= now(), false)`
    const isRedacted = sql<boolean>`coalesce(${teamSettings.settings} ->> 'redact_pii' = 'models_and_index', false)`
    const [row] = await queriesOf(tx)
      .select({ state: indexState, isPurgeDue, wordTableId: wordTables.tableId, isRedacted })
      .from(indexState)
      .leftJoin(wordTables, eq(wordTables.teamId, indexState.teamId))
      .leftJoin(teamSettings, eq(teamSettings.teamId, indexState.teamId))
    if (!row) return null
    const { state, ...more } = row
    return { ...toState(state), ...more }
  },

  /** The first table of a team: it serves while it is filled. */
  async begin(serving: IndexTable): Promise<void> {
    const { version, embedderId, dims } = serving
    await queriesOf(tx).insert(indexState).values({ teamId: currentTeam, tableVersion: version, embedderId, dims }).onConflictDoNothing()
  },

  /**
   * Plans a new table beside the one that serves, unless the state is not `seen` any more: then somebody else has decided.
   * A table that was being built is given up. @param lost the serving table cannot be read: it answers no more.
   */
  async plan(table: Omit<IndexTable, 'version'>, seen: IndexState | null, lost: 'serving-lost' | 'serving-kept'): Promise<void> {
    await queriesOf(tx)
      .insert(indexState)
      .values({ teamId: currentTeam, tableVersion: null, ...table })
      .onConflictDoNothing()
    const [row] = await queriesOf(tx).select().from(indexState).for('update')
    if (!row || (seen?.serving?.version ?? null) !== row.tableVersion || (seen?.building?.version ?? null) !== row.buildingVersion) return
    const gone = [row.buildingVersion, lost === 'serving-lost' ? row.tableVersion : null].filter((version) => version !== null)
    const retiredVersions = [...row.retiredVersions, ...gone]
    const planned = { buildingEmbedderId: table.embedderId, buildingDims: table.dims }
    await queriesOf(tx)
      .update(indexState)
      .set({
        ...NOTHING_BUILDING,
        ...planned,
        ...(lost === 'serving-lost' ? { tableVersion: null } : {}),
        buildingVersion: Math.max(0, row.tableVersion ?? 0, ...retiredVersions) + 1,
        retiredVersions,
      })
  },

  /** How far the building has come: the last message written, and how many in all. */
  async built(after: { channelId: string; ts: string }, done: number): Promise<void> {
    await queriesOf(tx).update(indexState).set({ buildingChannelId: after.channelId, buildingTs: after.ts, buildingDone: done })
  },

  /** The table that was built serves from now on; the one before is retired. */
  async switchOver(): Promise<void> {
    await queriesOf(tx)
      .update(indexState)
      .set({
        ...NOTHING_BUILDING,
        tableVersion: sql`${indexState.buildingVersion}`,
        embedderId: sql`${indexState.buildingEmbedderId}`,
        dims: sql`${indexState.buildingDims}`,
        retiredVersions: sql`array_remove(array_append(${indexState.retiredVersions}, ${indexState.tableVersion}), null)`,
      })
      .where(sql`${indexState.buildingVersion} is not null`)
  },

  /** The files of a retired table are gone. */
  async forgetRetired(version: number): Promise<void> {
    await queriesOf(tx)
      .update(indexState)
      .set({ retiredVersions: sql`array_remove(${indexState.retiredVersions}, ${version}::integer)` })
  },

  /** Rows were removed: their files have to be gone after so long. An earlier time stays. */
  async purgeWithin(ms: number): Promise<void> {
    await queriesOf(tx)
      .update(indexState)
      .set({ purgeAt: sql`coalesce(${indexState.purgeAt}, now() + ${ms}::float8 * interval '1 millisecond')` })
  },

  /** No file holds a removed row any more. */
  async purged(): Promise<void> {
    await queriesOf(tx).update(indexState).set({ purgeAt: null })
  },
})

function toState(row: typeof indexState.$inferSelect): Omit<IndexState, 'isPurgeDue' | 'wordTableId' | 'isRedacted'> {
  const { tableVersion, buildingVersion, buildingEmbedderId, buildingDims } = row
  const after =
    row.buildingChannelId === null || row.buildingTs === null
      ? null
      : { channelId: row.buildingChannelId as ChannelId, ts: row.buildingTs as MessageTs }
  return {
    serving: tableVersion === null ? null : { version: tableVersion, embedderId: row.embedderId, dims: row.dims },
    building:
      buildingVersion === null || buildingEmbedderId === null || buildingDims === null
        ? null
        : { version: buildingVersion, embedderId: buildingEmbedderId, dims: buildingDims, after, done: row.buildingDone },
    retired: row.retiredVersions,
  }
}
