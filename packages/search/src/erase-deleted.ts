import type { WriteLease } from '@backscroll/core'
import type { Table } from '@lancedb/lancedb'
import { type BuildIndex, type IndexedColumn, indexedColumns } from './table-indexes.ts'

const COLUMNS: readonly IndexedColumn[] = ['id', 'text', 'channel_id', 'user_id', 'posted_at', 'vector']
/** No commit takes this long: a file that no version names and that is older was left by a killed writer. */
const ORPHAN_MS = 3_600_000

/**
 * Leaves no file that held a removed row. An optimize alone keeps a fragment until a tenth of it is deleted, and indexes keep
 * their words: so every row is written anew, every index built anew, and every older version dropped.
 * Takes about 15 s for 100,000 rows of 1,024 dimensions. Nothing else may write meanwhile; searches go on.
 */
export async function eraseDeleted(table: Table, buildIndex: BuildIndex, lease: WriteLease): Promise<void> {
  const indexed = await indexedColumns(table)
  await lease.assert()
  await table.update({ valuesSql: { content_hash: 'content_hash' } })
  for (const column of COLUMNS) {
    if (!indexed.has(column)) continue
    await lease.assert()
    await buildIndex(table, column)
  }
  await lease.assert()
  // LanceDB stamps versions with the machine's time, whatever clock the rest uses.
  await table.optimize({ cleanupOlderThan: new Date(Date.now() - ORPHAN_MS), deleteUnverified: true })
  // Twice: the first call keeps the version that was current when it started.
  for (let round = 0; round < 2; round++) await table.optimize({ cleanupOlderThan: new Date() })
}
