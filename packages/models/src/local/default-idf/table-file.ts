import { gunzipSync, gzipSync } from 'node:zlib'
import type { IdfTable } from '../idf-table.ts'

const MAGIC = 'BSIDF1'
const SLOTS = 1 << 20

/**
 * Packs a table for the package: gzip over `BSIDF1`, documents (u32), used slots (u32), then for each used slot
 * the distance to the one before as LEB128, then all levels in the same order.
 */
export function packTable(table: IdfTable): Buffer {
  const distances: number[] = []
  const levels: number[] = []
  let last = -1
  table.levels.forEach((level, slot) => {
    if (level === 0) return
    let distance = slot - last
    last = slot
    for (; distance > 127; distance >>>= 7) distances.push((distance & 127) | 128)
    distances.push(distance)
    levels.push(level)
  })
  const header = Buffer.alloc(MAGIC.length + 8)
  header.write(MAGIC, 'ascii')
  header.writeUInt32LE(table.documents, MAGIC.length)
  header.writeUInt32LE(levels.length, MAGIC.length + 4)
  return gzipSync(Buffer.concat([header, Buffer.from(distances), Buffer.from(levels)]), { level: 9 })
}

/** Reads what `packTable` wrote. @throws when the bytes are not such a table. */
export function unpackTable(packed: Uint8Array): IdfTable {
  const bytes = gunzipSync(packed)
  if (bytes.toString('ascii', 0, MAGIC.length) !== MAGIC) throw new Error('not an idf table')
  const documents = bytes.readUInt32LE(MAGIC.length)
  const used = bytes.readUInt32LE(MAGIC.length + 4)
  const levels = new Uint8Array(SLOTS)
  const levelsAt = bytes.length - used
  let position = MAGIC.length + 8
  let slot = -1
  for (let index = 0; index < used; index++) {
    let distance = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes.readUInt8(position++)
      distance |= (byte & 127) << shift
      if (byte < 128) break
    }
    slot += distance
    levels[slot] = bytes.readUInt8(levelsAt + index)
  }
  if (position !== levelsAt || slot >= SLOTS) throw new Error('damaged idf table')
  return { documents, levels }
}
