import type { PassageRow, WriteLease } from '@backscroll/core'
import type { Table } from '@lancedb/lancedb'
import { quoteAll } from './literal.ts'
import { newestPerId } from './newest-per-id.ts'
import { passageBatch } from './passage-batch.ts'

const UPSERT_ROWS = 2_500
const REMOVE_IDS = 500

/** Inserts or replaces by id in commits of at most 2,500 rows; the lease is checked before each. */
export async function upsertPassages(table: Table, rows: readonly PassageRow[], dimensions: number, lease: WriteLease): Promise<void> {
  for (const part of chunks(newestPerId(rows), UPSERT_ROWS)) {
    const batch = passageBatch(part, dimensions)
    await lease.assert()
    await table
      .mergeInsert('id')
      .whenMatchedUpdateAll({ where: 'source.version >= target.version' })
      .whenNotMatchedInsertAll()
      .execute(batch)
  }
}

/** Removes rows by id in commits of at most 500; the lease is checked before each. */
export async function removePassages(table: Table, ids: readonly string[], lease: WriteLease): Promise<void> {
  for (const part of chunks([...new Set(ids)], REMOVE_IDS)) {
    await lease.assert()
    await table.delete(`id IN (${quoteAll(part)})`)
  }
}

function* chunks<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}
