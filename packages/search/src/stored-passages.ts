import type { ChannelId, MessageTs, StoredPassage } from '@backscroll/core'
import type { Table } from '@lancedb/lancedb'
import { quote } from './literal.ts'

const KEYS_PER_QUERY = 100
const COLUMNS = ['id', 'version', 'content_hash']

/** All rows whose id begins with `<channel>:<ts>:` of one of `keys`; `;` is the sign after `:`, so the B-tree answers by range. */
export async function storedPassages(table: Table, keys: readonly { channelId: ChannelId; ts: MessageTs }[]): Promise<StoredPassage[]> {
  const found: StoredPassage[] = []
  for (let start = 0; start < keys.length; start += KEYS_PER_QUERY) {
    const ranges = keys.slice(start, start + KEYS_PER_QUERY).map(({ channelId, ts }) => {
      const prefix = `${channelId}:${ts}`
      return `(id >= ${quote(`${prefix}:`)} AND id < ${quote(`${prefix};`)})`
    })
    const rows = await table.query().where(ranges.join(' OR ')).select(COLUMNS).toArray()
    found.push(...rows.map(toStored))
  }
  return found
}

/** Every row, a batch of the files at a time, so that memory does not grow with the table. */
export async function scanPassages(table: Table, onBatch: (rows: StoredPassage[]) => Promise<void>): Promise<void> {
  for await (const batch of table.query().select(COLUMNS)) {
    await onBatch(Array.from({ length: batch.numRows }, (_, at) => toStored(batch.get(at) as unknown as RawRow)))
  }
}

type RawRow = Record<'id' | 'version' | 'content_hash', unknown>

const toStored = (row: RawRow): StoredPassage => ({
  id: String(row.id),
  kind: /:w\d+$/.test(String(row.id)) ? 'window' : 'message',
  version: BigInt(row.version as bigint),
  contentHash: String(row.content_hash),
})
