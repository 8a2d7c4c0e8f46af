import type { ChannelId, MessageTs, StoredPassage } from '@backscroll/core'
import type { Table } from '@lancedb/lancedb'
import { quote } from './literal.ts'

const KEYS_PER_QUERY = 100

/** All rows whose id begins with `<channel>:<ts>:` of one of `keys`; `;` is the sign after `:`, so the B-tree answers by range. */
export async function storedPassages(table: Table, keys: readonly { channelId: ChannelId; ts: MessageTs }[]): Promise<StoredPassage[]> {
  const found: StoredPassage[] = []
  for (let start = 0; start < keys.length; start += KEYS_PER_QUERY) {
    const ranges = keys.slice(start, start + KEYS_PER_QUERY).map(({ channelId, ts }) => {
      const prefix = `${channelId}:${ts}`
      return `(id >= ${quote(`${prefix}:`)} AND id < ${quote(`${prefix};`)})`
    })
    const rows = await table.query().where(ranges.join(' OR ')).select(['id', 'kind', 'content_hash']).toArray()
    for (const row of rows)
      found.push({ id: String(row.id), kind: row.kind === 'window' ? 'window' : 'message', contentHash: String(row.content_hash) })
  }
  return found
}
