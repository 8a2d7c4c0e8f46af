import { availableParallelism } from 'node:os'
import {
  type Clock,
  IndexShapeError,
  IndexUnavailableError,
  systemClock,
  type TableRef,
  type TeamId,
  type TeamIndex,
  type WriteLease,
} from '@backscroll/core'
import type { Table } from '@lancedb/lancedb'
import type { BucketOptions } from './bucket.ts'
import { eraseDeleted } from './erase-deleted.ts'
import { runStep, tableState } from './maintain-table.ts'
import { type MaintenanceStep, planMaintenance } from './maintenance-plan.ts'
import { openRoot } from './open-root.ts'
import { createSearchLimit } from './search-limit.ts'
import { searchPassages } from './search-passages.ts'
import { createSerialQueue } from './serial-queue.ts'
import { scanPassages, storedPassages } from './stored-passages.ts'
import { indexBuilder } from './table-indexes.ts'
import { openTeamTables, type TeamTable } from './team-tables.ts'
import { removePassages, upsertPassages } from './write-passages.ts'

/** How to open the search index. */
export interface SearchOptions {
  /** Directory of all tables, or `s3://bucket/prefix`. */
  uri: string
  /** How a bucket is reached; needed for `s3://`. */
  bucket?: BucketOptions | undefined
  /** Length of the vectors of tables that are not named by the caller. */
  dimensions: number
  /** Version of tables that are not named by the caller. */
  embeddingVersion: number
  /** Bound on cached index parts, all teams together; default 96. */
  indexCacheMiB?: number
  /** Bound on cached metadata, all teams together; default 64. */
  metadataCacheMiB?: number
  /** Tables kept open; default 2,000. */
  maxTables?: number
  /** Searches in flight; one and a half times as many wait, the rest are refused. Default twice the cores, at least 4. */
  maxSearches?: number
  /** Language of stems and stop words, as LanceDB spells it; default `English`. */
  language?: string
  clock?: Clock
}

/**
 * One hybrid search costs about 10 ms of CPU at 100,000 rows: more than twice the cores in flight only adds latency. The last in a line of
 * one and a half times as many waits for one and a half searches, so that what is accepted takes about two and a half times as long.
 */
const WAITING_PER_ACTIVE = 1.5
/** On one core, too, the eight answers that a worker writes at once find room. */
const MIN_ACTIVE = 4

/** The search index of every team: LanceDB tables, one of which serves. Derived from Postgres: a table can be dropped and rebuilt. */
export interface SearchStore {
  /**
   * Opens nothing: the table is opened when it is first used. A table that is named is made by `create` alone, so that one that was
   * lost is not begun anew without anybody noticing; without a name it is the store's own version, created by the first upsert.
   */
  team(teamId: TeamId, table?: TableRef): TeamIndex
  /** Makes an empty table, dropping what stands in its place. */
  create(teamId: TeamId, lease: WriteLease, table: TableRef): Promise<void>
  /** Upkeep when it is due, else nothing; cheap to call after every write. @returns the steps done. */
  maintain(teamId: TeamId, lease: WriteLease, table?: TableRef): Promise<MaintenanceStep[]>
  /**
   * Erases: afterwards no file holds the text or the vector of a removed row, but for what a writer killed within the last
   * hour left behind. Rewrites the table, so call it seldom.
   */
  purgeDeleted(teamId: TeamId, lease: WriteLease, table?: TableRef): Promise<void>
  /** Deletes the table with its files; nothing happens when there is none. */
  drop(teamId: TeamId, lease: WriteLease, table?: TableRef): Promise<void>
  /** Whether the place of the tables answers at all: only then does a table that cannot be read count as lost. */
  isReachable(): Promise<boolean>
  /** Waits for writes under way, then closes every table. */
  close(): Promise<void>
}

/**
 * Opens the store; touches no table yet, but proves that a bucket is safe to write to.
 * Writes of one team run one after another, in this process by a queue and across processes by the caller's lease:
 * LanceDB does not stop two writers from inserting the same new id twice.
 * @throws ConfigurationError for an unusable address or language, and for a bucket that is not safe, with the reason.
 */
export async function openSearch(options: SearchOptions): Promise<SearchStore> {
  const { clock = systemClock } = options
  const own: TableRef = { version: options.embeddingVersion, dimensions: options.dimensions }
  const buildIndex = indexBuilder(options.language ?? 'English')
  const root = await openRoot(options.uri, options.bucket)
  const tables = openTeamTables({
    root,
    indexCacheMiB: options.indexCacheMiB ?? 96,
    metadataCacheMiB: options.metadataCacheMiB ?? 64,
    maxTables: options.maxTables ?? 2_000,
    buildIndex,
  })
  const writes = createSerialQueue()
  const upkeep = createSerialQueue()
  const maxActive = options.maxSearches ?? Math.max(MIN_ACTIVE, availableParallelism() * 2)
  const limit = createSearchLimit({ maxActive, maxWaiting: Math.ceil(maxActive * WAITING_PER_ACTIVE) })
  const optimizedAt = new Map<string, number>()
  const keyOf = ({ teamId, version }: TeamTable): string => `${teamId}:${version}`

  const maintain = (of: TeamTable, lease: WriteLease): Promise<MaintenanceStep[] | null> =>
    tables.current(of, async (table) => {
      const inTurn = (work: () => Promise<void>) => writes.run(of.teamId, work)
      const state = await tableState(table, clock.nowMs() - (optimizedAt.get(keyOf(of)) ?? Number.NEGATIVE_INFINITY))
      const steps = planMaintenance(state)
      for (const step of steps) await runStep(table, step, { buildIndex, lease, exclusive: root.detectsCollisions ? inTurn : atOnce })
      if (steps.includes('optimize')) optimizedAt.set(keyOf(of), clock.nowMs())
      return steps
    })

  /** Alone with the team's tables: no upkeep and no write beside it. */
  const alone = <Result>(teamId: TeamId, work: () => Promise<Result>): Promise<Result> => upkeep.run(teamId, () => writes.run(teamId, work))

  const dropUnder = async (of: TeamTable, lease: WriteLease): Promise<void> => {
    await lease.assert()
    optimizedAt.delete(keyOf(of))
    await tables.drop(of)
  }

  const existing = async <Result>(result: Promise<Result | null>): Promise<Result> => {
    const found = await result
    if (found === null) throw new IndexUnavailableError('The team has no search index.')
    return found
  }

  /** A table that cannot be read, or is not what it is taken for, is as good as none; but not while its place does not answer. */
  const isThere = async (read: Promise<unknown>): Promise<boolean> => {
    try {
      return (await read) !== null
    } catch (error) {
      if (!(error instanceof IndexUnavailableError || error instanceof IndexShapeError)) throw error
      await root.holds('')
      return false
    }
  }

  return {
    team(teamId, named) {
      const of: TeamTable = { teamId, ...(named ?? own) }
      const { dimensions } = of
      return {
        async upsert(rows, lease) {
          if (rows.length === 0) return
          const write = (table: Table) => upsertPassages(table, rows, dimensions, lease).then(() => true)
          await writes.run(teamId, () => (named ? existing(tables.current(of, write)) : tables.write(of, write)))
        },
        async remove(ids, lease) {
          if (ids.length > 0) await writes.run(teamId, () => tables.current(of, (table) => removePassages(table, ids, lease)))
        },
        async search(query, signal) {
          if (query.visible.length === 0) return []
          return limit.run(teamId, () => existing(tables.read(of, (table) => searchPassages(table, query, dimensions))), signal)
        },
        async stored(keys) {
          return (await tables.current(of, (table) => storedPassages(table, keys))) ?? []
        },
        async count() {
          return (await tables.current(of, (table) => table.countRows())) ?? 0
        },
        exists: () => isThere(tables.current(of, (table) => table.countRows())),
        isIntact: () => isThere(tables.current(of, (table) => scanPassages(table, async () => {}).then(() => true))),
        async scan(onBatch) {
          await tables.current(of, (table) => scanPassages(table, onBatch))
        },
      }
    },
    create: (teamId, lease, table) =>
      alone(teamId, async () => {
        await dropUnder({ teamId, ...table }, lease)
        await tables.write({ teamId, ...table }, async () => {})
      }),
    maintain: (teamId, lease, table = own) => {
      const work = async () => (await maintain({ teamId, ...table }, lease)) ?? []
      // where a commit may overwrite another unseen, no index is built beside upserts
      return root.detectsCollisions ? upkeep.run(teamId, work) : alone(teamId, work)
    },
    purgeDeleted: (teamId, lease, table = own) =>
      alone(teamId, async () => {
        await tables.current({ teamId, ...table }, (opened) => eraseDeleted(opened, buildIndex, lease))
      }),
    drop: (teamId, lease, table = own) => alone(teamId, () => dropUnder({ teamId, ...table }, lease)),
    isReachable: () => answers(root.holds('')),
    async close() {
      await upkeep.idle()
      await writes.idle()
      tables.close()
    },
  }
}

const atOnce = <Result>(work: () => Promise<Result>): Promise<Result> => work()

async function answers(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked
    return true
  } catch (error) {
    if (error instanceof IndexUnavailableError) return false
    throw error
  }
}
