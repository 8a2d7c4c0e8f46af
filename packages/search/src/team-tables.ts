import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { IndexShapeError, IndexUnavailableError, type TeamId } from '@backscroll/core'
import { type Connection, connect, Session, type Table } from '@lancedb/lancedb'
import { createHandleCache } from './handle-cache.ts'
import { asUnavailable, isMissingTable, isStaleHandle } from './lance-error.ts'
import { passageSchema } from './passage-schema.ts'
import { rootDirectory, shardDirectory, tableName } from './place.ts'
import { type BuildIndex, indexedColumns } from './table-indexes.ts'

/** Where the tables are and how much memory their caches may take. */
export interface TablesOptions {
  uri: string
  dimensions: number
  embeddingVersion: number
  indexCacheMiB: number
  metadataCacheMiB: number
  maxTables: number
  buildIndex: BuildIndex
}

/** Every team's table through one shared handle each. */
export interface TeamTables {
  /** @returns null when nothing was ever written for the team; never creates a table. @throws IndexUnavailableError */
  read<Result>(team: TeamId, work: (table: Table) => Promise<Result>): Promise<Result | null>
  /** Creates the table when there is none. @throws IndexUnavailableError, IndexShapeError */
  write<Result>(team: TeamId, work: (table: Table) => Promise<Result>): Promise<Result>
  drop(team: TeamId): Promise<void>
  close(): void
}

/** Opens no table yet; one session bounds the caches of all of them. @throws ConfigurationError for an unusable address. */
export function openTeamTables(options: TablesOptions): TeamTables {
  const root = rootDirectory(options.uri)
  // The session goes inside the options: as a third argument of connect() it would be ignored.
  const session = new Session(BigInt(options.indexCacheMiB) << 20n, BigInt(options.metadataCacheMiB) << 20n)
  const connections = new Map<string, Promise<Connection>>()
  const handles = createHandleCache<Table>(options.maxTables)
  const nameOf = (team: TeamId): string => tableName(team, options.embeddingVersion)

  const connectionOf = (team: TeamId): Promise<Connection> => {
    const directory = shardDirectory(root, team)
    // Interval 0: a read sees every commit of every process; costs less than 0.1 ms on a local disk.
    const connection = connections.get(directory) ?? connect(directory, { session, readConsistencyInterval: 0 })
    connections.set(directory, connection)
    connection.catch(() => connections.delete(directory))
    return connection
  }

  const checked = async (table: Table): Promise<Table> => {
    const type = (await table.schema()).fields.find((field) => field.name === 'vector')?.type as { listSize?: number } | undefined
    if (type?.listSize === options.dimensions) return table
    table.close()
    throw new IndexShapeError(`The index ${table.name} holds vectors of ${type?.listSize} dimensions, not ${options.dimensions}.`)
  }

  const open = async (team: TeamId): Promise<Table> => checked(await (await connectionOf(team)).openTable(nameOf(team)))

  const openOrCreate = async (team: TeamId): Promise<Table> => {
    const connection = await connectionOf(team)
    const storageOptions = { newTableEnableStableRowIds: 'true' }
    const table = await open(team).catch((error: unknown) => {
      if (!isMissingTable(error)) throw error
      return connection.createEmptyTable(nameOf(team), passageSchema(options.dimensions), { existOk: true, storageOptions })
    })
    const indexed = await indexedColumns(table)
    for (const column of ['id', 'text'] as const) if (!indexed.has(column)) await options.buildIndex(table, column)
    return table
  }

  /** A handle outlives its table when another process drops or cleans it: open once more and repeat the work. */
  const fresh = async <Result>(team: TeamId, openTable: (team: TeamId) => Promise<Table>, work: (table: Table) => Promise<Result>) => {
    const attempt = (): Promise<Result> => handles.use(team, () => openTable(team), work)
    return attempt().catch((error: unknown) => {
      if (!isStaleHandle(error)) throw error
      handles.forget(team)
      return attempt()
    })
  }

  /** A table without a manifest but with data in it is damaged, not new. */
  const isDamaged = (team: TeamId): boolean => {
    const data = path.join(shardDirectory(root, team), `${nameOf(team)}.lance`, 'data')
    return existsSync(data) && readdirSync(data).length > 0
  }

  return {
    async read(team, work) {
      try {
        return await fresh(team, open, work)
      } catch (error) {
        if (!isMissingTable(error)) throw asUnavailable(error)
        if (isDamaged(team)) throw new IndexUnavailableError("The team's search index is damaged; rebuild it.", { cause: error })
        return null
      }
    },
    async write(team, work) {
      try {
        return await fresh(team, openOrCreate, work)
      } catch (error) {
        throw asUnavailable(error)
      }
    },
    async drop(team) {
      handles.forget(team)
      const connection = await connectionOf(team)
      await connection.dropTable(nameOf(team)).catch((error: unknown) => {
        if (!isMissingTable(error)) throw asUnavailable(error)
      })
    },
    close() {
      handles.clear()
      for (const connection of connections.values()) connection.then((opened) => opened.close()).catch(() => {})
      connections.clear()
    },
  }
}
