import { existsSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { IndexShapeError, IndexUnavailableError, type TableRef, type TeamId } from '@backscroll/core'
import { type Connection, connect, Session, type Table } from '@lancedb/lancedb'
import { createHandleCache } from './handle-cache.ts'
import { asUnavailable, isMissingTable, isStaleHandle } from './lance-error.ts'
import { passageSchema } from './passage-schema.ts'
import { rootDirectory, shardDirectory, tableName } from './place.ts'
import { type BuildIndex, indexedColumns } from './table-indexes.ts'

/** Where the tables are and how much memory their caches may take. */
export interface TablesOptions {
  uri: string
  indexCacheMiB: number
  metadataCacheMiB: number
  maxTables: number
  buildIndex: BuildIndex
}

/** Which table is meant. */
export interface TeamTable extends TableRef {
  teamId: TeamId
}

/** Every table of every team through one shared handle each. */
export interface TeamTables {
  /** @returns null when there is no such table; never creates one. @throws IndexUnavailableError, IndexShapeError */
  read<Result>(of: TeamTable, work: (table: Table) => Promise<Result>): Promise<Result | null>
  /** Creates the table when there is none. @throws IndexUnavailableError, IndexShapeError */
  write<Result>(of: TeamTable, work: (table: Table) => Promise<Result>): Promise<Result>
  /** Deletes the table and every file below it, also of one that is damaged. */
  drop(of: TeamTable): Promise<void>
  close(): void
}

/** Opens no table yet; one session bounds the caches of all of them. @throws ConfigurationError for an unusable address. */
export function openTeamTables(options: TablesOptions): TeamTables {
  const root = rootDirectory(options.uri)
  // The session goes inside the options: as a third argument of connect() it would be ignored.
  const session = new Session(BigInt(options.indexCacheMiB) << 20n, BigInt(options.metadataCacheMiB) << 20n)
  const connections = new Map<string, Promise<Connection>>()
  const handles = createHandleCache<Table>(options.maxTables)
  const nameOf = (of: TeamTable): string => tableName(of.teamId, of.version)
  const placeOf = (of: TeamTable): string => path.join(shardDirectory(root, of.teamId), `${nameOf(of)}.lance`)

  const connectionOf = (team: TeamId): Promise<Connection> => {
    const directory = shardDirectory(root, team)
    // Interval 0: a read sees every commit of every process; costs less than 0.1 ms on a local disk.
    const connection = connections.get(directory) ?? connect(directory, { session, readConsistencyInterval: 0 })
    connections.set(directory, connection)
    connection.catch(() => connections.delete(directory))
    return connection
  }

  const checked = async (table: Table, dimensions: number): Promise<Table> => {
    const { fields } = await table.schema()
    const type = fields.find((field) => field.name === 'vector')?.type as { listSize?: number } | undefined
    const names = new Set(fields.map(({ name }) => name))
    const missing = passageSchema(dimensions).fields.find(({ name }) => !names.has(name))
    if (type?.listSize === dimensions && !missing) return table
    table.close()
    if (missing) throw new IndexShapeError(`The index ${table.name} was made by an older version: it has no ${missing.name}.`)
    throw new IndexShapeError(`The index ${table.name} holds vectors of ${type?.listSize} dimensions, not ${dimensions}.`)
  }

  const open = async (of: TeamTable): Promise<Table> => checked(await (await connectionOf(of.teamId)).openTable(nameOf(of)), of.dimensions)

  const openOrCreate = async (of: TeamTable): Promise<Table> => {
    const connection = await connectionOf(of.teamId)
    const storageOptions = { newTableEnableStableRowIds: 'true' }
    const table = await open(of).catch((error: unknown) => {
      if (!isMissingTable(error)) throw error
      return connection.createEmptyTable(nameOf(of), passageSchema(of.dimensions), { existOk: true, storageOptions })
    })
    const indexed = await indexedColumns(table)
    for (const column of ['id', 'text'] as const) if (!indexed.has(column)) await options.buildIndex(table, column)
    return table
  }

  /** A handle outlives its table when another process drops or cleans it: open once more and repeat the work. */
  const fresh = async <Result>(of: TeamTable, openTable: (of: TeamTable) => Promise<Table>, work: (table: Table) => Promise<Result>) => {
    const attempt = (): Promise<Result> => handles.use(nameOf(of), () => openTable(of), work)
    return attempt().catch((error: unknown) => {
      if (!isStaleHandle(error)) throw error
      handles.forget(nameOf(of))
      return attempt()
    })
  }

  /** A table without a manifest but with data in it is damaged, not new. */
  const isDamaged = (of: TeamTable): boolean => {
    const data = path.join(placeOf(of), 'data')
    return existsSync(data) && readdirSync(data).length > 0
  }

  return {
    async read(of, work) {
      try {
        return await fresh(of, open, work)
      } catch (error) {
        if (!isMissingTable(error)) throw asUnavailable(error)
        if (isDamaged(of)) throw new IndexUnavailableError("The team's search index is damaged; rebuild it.", { cause: error })
        return null
      }
    },
    async write(of, work) {
      try {
        return await fresh(of, openOrCreate, work)
      } catch (error) {
        throw asUnavailable(error)
      }
    },
    async drop(of) {
      handles.forget(nameOf(of))
      const connection = await connectionOf(of.teamId)
      await connection.dropTable(nameOf(of)).catch((error: unknown) => {
        if (!isMissingTable(error)) throw asUnavailable(error)
      })
      await rm(placeOf(of), { recursive: true, force: true })
    },
    close() {
      handles.clear()
      for (const connection of connections.values()) connection.then((opened) => opened.close()).catch(() => {})
      connections.clear()
    },
  }
}
