import type { WriteLease } from '@backscroll/core'
import type { Table } from '@lancedb/lancedb'
import type { MaintenanceStep, TableState } from './maintenance-plan.ts'
import type { BuildIndex } from './table-indexes.ts'

/** A version this young may still be read by a search in another process. */
const KEEP_VERSIONS_MS = 600_000

/** Reads what a plan needs. */
export async function tableState(table: Table, msSinceOptimize: number): Promise<TableState> {
  const [indexes, stats] = await Promise.all([table.listIndices(), table.stats()])
  const vector = indexes.find((index) => index.columns.includes('vector'))
  return {
    rows: stats.numRows,
    smallFragments: stats.fragmentStats.numSmallFragments,
    unindexedRows: Math.max(0, ...indexes.map((index) => index.numUnindexedRows ?? 0)),
    msSinceOptimize,
    hasScalarIndexes: indexes.some((index) => index.columns.includes('posted_at')),
    hasVectors: vector !== undefined || (await table.query().where('vector is not null').select(['id']).limit(1).toArray()).length > 0,
    vectorIndex: vector ? { segments: vector.numSegments ?? 1, indexedRows: vector.numIndexedRows ?? 0 } : null,
  }
}

/**
 * Does one step under the lease. Indexes are built beside upserts; an optimize goes through `exclusive`,
 * because a commit that touches one of its fragments makes it lose and leave its files behind.
 */
export async function runStep(
  table: Table,
  step: MaintenanceStep,
  by: { buildIndex: BuildIndex; lease: WriteLease; exclusive: (work: () => Promise<void>) => Promise<void> },
): Promise<void> {
  await by.lease.assert()
  switch (step) {
    case 'create-scalar-indexes':
      await by.buildIndex(table, 'channel_id')
      await by.buildIndex(table, 'user_id')
      return by.buildIndex(table, 'posted_at')
    case 'rebuild-vector-index':
      return by.buildIndex(table, 'vector')
    case 'optimize':
      return by.exclusive(async () => {
        await by.lease.assert()
        // LanceDB stamps versions with the machine's time, whatever clock the rest uses.
        await table.optimize({ cleanupOlderThan: new Date(Date.now() - KEEP_VERSIONS_MS) })
      })
  }
}
