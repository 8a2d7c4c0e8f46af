import { availableParallelism } from 'node:os'
import { type Clock, systemClock, type TeamId, type TeamIndex, type WriteLease } from '@backscroll/core'
import { eraseDeleted } from './erase-deleted.ts'
import { runStep, tableState } from './maintain-table.ts'
import { type MaintenanceStep, planMaintenance } from './maintenance-plan.ts'
import { createSearchLimit } from './search-limit.ts'
import { searchPassages } from './search-passages.ts'
import { createSerialQueue } from './serial-queue.ts'
import { storedPassages } from './stored-passages.ts'
import { indexBuilder } from './table-indexes.ts'
import { openTeamTables } from './team-tables.ts'
import { removePassages, upsertPassages } from './write-passages.ts'

/** How to open the search index. */
export interface SearchOptions {
  /** Directory of all tables. */
  uri: string
  /** Length of the embedder's vectors. */
  dimensions: number
  /** Number of the embedding in the team registry; another number is another table. */
  embeddingVersion: number
  /** Bound on cached index parts, all teams together; default 256. */
  indexCacheMiB?: number
  /** Bound on cached metadata, all teams together; default 128. */
  metadataCacheMiB?: number
  /** Tables kept open; default 2,000. */
  maxTables?: number
  /** Searches in flight, the rest wait; default twice the cores. */
  maxSearches?: number
  /** Language of stems and stop words, as LanceDB spells it; default `English`. */
  language?: string
  clock?: Clock
}

/** The search index of every team, one LanceDB table each. Derived from Postgres: a table can be dropped and rebuilt. */
export interface SearchStore {
  /** Opens nothing: the table is opened when it is first used and created by the first upsert. */
  team(teamId: TeamId): TeamIndex
  /** Upkeep when it is due, else nothing; cheap to call after every write. @returns the steps done. */
  maintain(teamId: TeamId, lease: WriteLease): Promise<MaintenanceStep[]>
  /**
   * Erases: afterwards no file holds the text or the vector of a removed row, but for what a writer killed within the last
   * hour left behind. Rewrites the table, so call it seldom.
   */
  purgeDeleted(teamId: TeamId, lease: WriteLease): Promise<void>
  /** Deletes the team's table with its files; nothing happens when there is none. */
  drop(teamId: TeamId, lease: WriteLease): Promise<void>
  /** Waits for writes under way, then closes every table. */
  close(): Promise<void>
}

/**
 * Opens the store; touches no table yet.
 * Writes of one team run one after another, in this process by a queue and across processes by the caller's lease:
 * LanceDB does not stop two writers from inserting the same new id twice.
 * @throws ConfigurationError for an unusable address or language.
 */
export async function openSearch(options: SearchOptions): Promise<SearchStore> {
  const { dimensions, clock = systemClock } = options
  const buildIndex = indexBuilder(options.language ?? 'English')
  const tables = openTeamTables({
    uri: options.uri,
    dimensions,
    embeddingVersion: options.embeddingVersion,
    indexCacheMiB: options.indexCacheMiB ?? 256,
    metadataCacheMiB: options.metadataCacheMiB ?? 128,
    maxTables: options.maxTables ?? 2_000,
    buildIndex,
  })
  const writes = createSerialQueue()
  const upkeep = createSerialQueue()
  const limit = createSearchLimit(options.maxSearches ?? availableParallelism() * 2)
  const optimizedAt = new Map<TeamId, number>()

  const maintain = (teamId: TeamId, lease: WriteLease): Promise<MaintenanceStep[] | null> =>
    tables.read(teamId, async (table) => {
      const state = await tableState(table, clock.nowMs() - (optimizedAt.get(teamId) ?? Number.NEGATIVE_INFINITY))
      const steps = planMaintenance(state)
      for (const step of steps) await runStep(table, step, { buildIndex, lease, exclusive: (work) => writes.run(teamId, work) })
      if (steps.includes('optimize')) optimizedAt.set(teamId, clock.nowMs())
      return steps
    })

  return {
    team: (teamId) => ({
      async upsert(rows, lease) {
        if (rows.length > 0) await writes.run(teamId, () => tables.write(teamId, (table) => upsertPassages(table, rows, dimensions, lease)))
      },
      async remove(ids, lease) {
        if (ids.length > 0) await writes.run(teamId, () => tables.read(teamId, (table) => removePassages(table, ids, lease)))
      },
      async search(query) {
        if (query.visible.length === 0) return []
        return limit(async () => (await tables.read(teamId, (table) => searchPassages(table, query, dimensions))) ?? [])
      },
      async stored(keys) {
        return (await tables.read(teamId, (table) => storedPassages(table, keys))) ?? []
      },
      async count() {
        return (await tables.read(teamId, (table) => table.countRows())) ?? 0
      },
    }),
    maintain: (teamId, lease) => upkeep.run(teamId, async () => (await maintain(teamId, lease)) ?? []),
    purgeDeleted: (teamId, lease) =>
      upkeep.run(teamId, () =>
        writes.run(teamId, async () => {
          await tables.read(teamId, (table) => eraseDeleted(table, buildIndex, lease))
        }),
      ),
    drop: (teamId, lease) =>
      upkeep.run(teamId, () =>
        writes.run(teamId, async () => {
          await lease.assert()
          optimizedAt.delete(teamId)
          await tables.drop(teamId)
        }),
      ),
    async close() {
      await upkeep.idle()
      await writes.idle()
      tables.close()
    },
  }
}
