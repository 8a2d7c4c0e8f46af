import { IndexShapeError, IndexUnavailableError, type TableRef, type TeamId } from '@backscroll/core'
import { type Connection, connect, Session, type Table } from '@lancedb/lancedb'
import { createHandleCache } from './handle-cache.ts'
import { asUnavailable, isMissingTable, isStaleHandle } from './lance-error.ts'
import { passageSchema } from './passage-schema.ts'
import { shardOf, tableName, tablePath } from './place.ts'
import type { Root } from './root.ts'
import { type BuildIndex, indexedColumns } from './table-indexes.ts'

/** Where the tables are and how much memory their caches may take. */
export interface TablesOptions {
  root: Root
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
  /**
   * Where the root is a bucket, it may be some seconds behind the writes of another process.
   * @returns null when there is no such table; never creates one. @throws IndexUnavailableError, IndexShapeError
   */
  read<Result>(of: TeamTable, work: (table: Table) => Promise<Result>): Promise<Result | null>
  /** The same at the newest version, for whoever decides by what stands there. */
  current<Result>(of: TeamTable, work: (table: Table) => Promise<Result>): Promise<Result | null>
  /** Creates the table when there is none. @throws IndexUnavailableError, IndexShapeError */
  write<Result>(of: TeamTable, work: (table: Table) => Promise<Result>): Promise<Result>
  /** Deletes the table and every file below it, also of one that is damaged. */
  drop(of: TeamTable): Promise<void>
  close(): void
}

/** Opens no table yet; one session bounds the caches of all of them. */
export function openTeamTables(options: TablesOptions): TeamTables {
  const { root } = options
  // The session goes inside the options: as a third argument of connect() it would be ignored.
  const session = new Session(BigInt(options.indexCacheMiB) << 20n, BigInt(options.metadataCacheMiB) << 20n)
  const connections = new Map<string, Promise<Connection>>()
  const handles = createHandleCache<Table>(options.maxTables)
  const nameOf = (of: TeamTable): string => tableName(of.teamId, of.version)
  const placeOf = (of: TeamTable): string => tablePath(of.teamId, of.version)

  const connectionOf = (team: TeamId): Promise<Connection> => {
    const uri = root.shardUri(shardOf(team))
    const connection = connections.get(uri) ?? connect(uri, { session, ...root.connection })
    connections.set(uri, connection)
    connection.catch(() => connections.delete(uri))
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

  /** Without it a lease that has just changed hands would decide by what was there before. */
  const newest =
    <Result>(work: (table: Table) => Promise<Result>) =>
    async (table: Table): Promise<Result> => {
      if (!root.readsNewest) await table.checkoutLatest()
      return work(table)
    }

  const read = async <Result>(of: TeamTable, work: (table: Table) => Promise<Result>): Promise<Result | null> => {
    try {
      return await fresh(of, open, work)
    } catch (error) {
      if (!isMissingTable(error)) throw asUnavailable(error)
      // a table without a manifest but with data in it is damaged, not new
      if (await root.holds(`${placeOf(of)}/data`))
        throw new IndexUnavailableError("The team's search index is damaged; rebuild it.", { cause: error })
      return null
    }
  }

  return {
    read,
    current: (of, work) => read(of, newest(work)),
    async write(of, work) {
      try {
        return await fresh(of, openOrCreate, newest(work))
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
      await root.remove(placeOf(of))
    },
    close() {
      handles.clear()
      for (const connection of connections.values()) connection.then((opened) => opened.close()).catch(() => {})
      connections.clear()
    },
  }
}
